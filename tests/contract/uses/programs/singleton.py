from flochat import Flochat

_client: Flochat | None = None


def client() -> Flochat:
    global _client
    if _client is None:
        _client = Flochat()
    return _client


def tags():
    yield from client().flow.tags.list()  #@ tags-filter-required=breaks


for tag in tags():
    print(tag.name)  #@ tag-name=adapts
if _client:
    _client.account.me()  #@ me-gone=breaks
