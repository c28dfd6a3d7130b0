from flochat import Flochat

client = Flochat()
names = (
    client.flow.tags
    .list(  #@ tags-filter=adapts tags-filter-length=breaks
        name="x",
    )
    .to_list()
)
for tag in names:
    print(
        tag
        .name  #@ tag-name=adapts
    )
