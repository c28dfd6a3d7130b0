from flochat import Flochat

client = Flochat()
names = (
    client.flow.tags
    .list(  #@ tags-filter=adapts
        name="x",
    )
    .to_list()
)
for tag in names:
    print(
        tag
        .name  #@ tag-name=adapts
    )
