from flochat import Flochat


def first(pager):
    return next(iter(pager), None)


def by_name(rows, name):
    return [row for row in rows if row.name == name]  #@ tag-name=adapts


client = Flochat()
tag = first(client.flow.tags.list())  #@ tags-filter-required=breaks
field = first(client.flow.user_fields.list())
print(tag.name)  #@ tag-name=adapts
print(field.name)
by_name(client.flow.tags.list(), "x")  #@ tags-filter-required=breaks
by_name(client.flow.user_fields.list(), "x")
