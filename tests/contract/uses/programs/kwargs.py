from flochat import Flochat

client = Flochat()
options = {"name": "VIP"}
client.flow.tags.list(**options)  #@ tags-filter=adapts tags-filter-length=breaks
extra = dict(phone="+61412345678")
client.subscribers.create(**extra)  #@ first-name=breaks
extra2 = {"phone": "+61412345678", "first_name": "Ana"}
client.subscribers.create(**extra2)


def forward(**kwargs):
    return client.subscribers.create(**kwargs)  #@ first-name=adapts
