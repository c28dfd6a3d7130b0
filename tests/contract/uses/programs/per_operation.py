from flochat import Flochat, NewSubscriber

client = Flochat()
client.subscribers.list(name="Ana")  #@ people-filter=adapts
client.subscribers.find_or_create(phone="+61412345678", name="Ana")  #@ first-name=breaks
client.subscribers.find_or_create(phone="+61412345678", first_name="Ana")
client.broadcasts.send_by_tag(["f1t2"], "f1s2", name="Sale", max_recipients=7)
client.bulk.upsert([NewSubscriber(phone="+61412345678")], journal="new.sqlite")  #@ first-name=adapts tags-filter-required=breaks add-tags-gone=breaks


def everybody(people):
    client.bulk.upsert(people, journal="all.sqlite")  #@ first-name=adapts tags-filter-required=breaks add-tags-gone=breaks
