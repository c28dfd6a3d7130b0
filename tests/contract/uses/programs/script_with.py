from flochat import Flochat

with Flochat() as client:
    vip = client.flow.tags.create("VIP")  #@ tag-gone=breaks tag-color=breaks
    print(vip.name)  #@ tag-name=adapts
    print(vip.tag_ns)
    for tag in client.flow.tags.list(name="V"):  #@ tags-filter=adapts tags-filter-length=breaks
        print(tag.name.upper())  #@ tag-name=breaks
