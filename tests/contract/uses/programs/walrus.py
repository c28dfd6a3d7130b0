from flochat import Flochat

client = Flochat()
if (person := client.subscribers.find(phone="+61412345678")) and person.last_message_type:  #@ last-type=adapts
    print("seen")
while page := client.flow.tags.list().first():  #@ tags-filter-required=breaks
    print(page.name)  #@ tag-name=adapts
    break
a, b = client.account.me(), client.flow.tags.create("x")  #@ me-gone=breaks tag-gone=breaks tag-color=breaks
print(b.name)  #@ tag-name=adapts
