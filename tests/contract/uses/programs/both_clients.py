from flochat import Flochat
from flochat_api import AuthenticatedClient
from flochat_api.api.flow_tag import flow_tags
from flochat_api.api.subscriber import flow_bot_users

low_level = AuthenticatedClient("https://chat.example/api", "key")
answer = flow_bot_users.sync(client=low_level)
print([person.last_message_type for person in answer.data])  #@ last-type=breaks
print(flow_tags.sync(client=low_level, name="VIP").data[0].name)  #@ tag-name=breaks tags-filter=breaks tags-filter-length=breaks

client = Flochat()
for person in client.subscribers.list():
    print(person.last_message_type)  #@ last-type=adapts
    print(person.raw["last_message_type"])  #@ last-type=breaks
    print(person.gender == "female", person.name)  #@ gender-more=adapts name-retyped=adapts
for tag in client.flow.tags.list(name="VIP"):  #@ tags-filter=adapts tags-filter-length=breaks
    print(tag.name, tag.raw["name"])  #@ tag-name=breaks
