from flochat import Flochat

client = Flochat()


def tags(name=None):
    return client.flow.tags.list(name=name)  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts


def tags_if_any(name: str | None = None):
    if name:
        return client.flow.tags.list(name=name)  #@ tags-filter=adapts tags-filter-length=breaks
    return client.flow.tags.list()  #@ tags-filter-required=breaks


def tags_of(name=None):
    if name is None:
        return []
    return client.flow.tags.list(name=name)  #@ tags-filter=adapts tags-filter-length=breaks


def by_path(name=None):
    return client.request("GET", "/flow/tags", query={"name": name})  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts


def called_without(name=None):
    return client.flow.tags.list(name=name)  #@ tags-filter=adapts tags-filter-required=breaks


def broadcasts(status=None):
    return client.broadcasts.list(status=status)  #@ status=adapts


called_without()


def or_another(name=None, status=None):
    client.broadcasts.list(status=status or "Scheduled")  #@ status=breaks
    return client.flow.tags.list(name=name or "VIP")  #@ tags-filter=adapts tags-filter-length=breaks


def perhaps(name, short):
    client.flow.tags.list(name=name or None)  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts
    client.flow.tags.list(name=name if name else None)  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts
    client.flow.tags.list(name="V" if short else "VIP")  #@ tags-filter=adapts tags-filter-length=breaks
    client.flow.tags.list(name="V" if short else None)  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts


def given_by_some(name=None):
    return client.flow.tags.list(name=name)  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts


given_by_some("VIP")
given_by_some()


def given_by_all(name=None):
    return client.flow.tags.list(name=name)  #@ tags-filter=adapts tags-filter-length=breaks


given_by_all("VIP")
given_by_all(name="Gold")
