from flochat import Flochat, SubFlow, Tag, TagRef, UserId

client = Flochat()
for tag in client.flow.tags.list():  #@ tags-filter-required=breaks
    client.flow.tags.delete(tag)  #@ tag-by-ns-gone=breaks
    client.flow.tags.delete(tag.tag_ns)  #@ tag-by-ns-gone=breaks
    client.flow.tags.delete(tag.name)  #@ tag-by-ns-gone=breaks tag-by-name-gone=breaks tag-name=adapts
client.flow.tags.delete("f12t34")  #@ tag-by-ns-gone=breaks
client.flow.tags.delete("VIP")  #@ tag-by-name-gone=breaks
client.flow.tags.delete(input())  #@ tag-by-ns-gone=breaks tag-by-name-gone=breaks
client.flow.tags.delete(Tag(name="VIP"))  #@ tag-by-ns-gone=breaks tag-by-name-gone=breaks
client.subscribers.add_tags("f1u2", ["VIP", "Gold"])
client.subscribers.add_tags("f1u2", ["VIP", "f12t34"])  #@ add-tags-gone=breaks
client.subscribers.add_tags("f1u2", client.flow.tags.list().to_list())  #@ add-tags-gone=breaks tags-filter-required=breaks
client.bulk.add_tags(["f1u2"], ["VIP"], journal="tags.sqlite")
client.bulk.add_tags(["f1u2"], ["f12t34"], journal="tags.sqlite")  #@ add-tags-gone=breaks
client.messages.send_sub_flow("f1u2", "Onboarding")
client.messages.send_sub_flow("f1u2", "f1s2")
client.messages.send_sub_flow(UserId("61412345678"), "f1s2")  #@ flow-by-id-gone=breaks


def by_model(tag: Tag):
    client.flow.tags.delete(tag)  #@ tag-by-ns-gone=breaks


def by_either(tag: TagRef, other: Tag | str):
    client.flow.tags.delete(tag)  #@ tag-by-ns-gone=breaks tag-by-name-gone=breaks
    client.flow.tags.delete(other)  #@ tag-by-ns-gone=breaks tag-by-name-gone=breaks


def start(person, flow: SubFlow):
    client.messages.send_sub_flow(person, flow)  #@ flow-by-id-gone=breaks
