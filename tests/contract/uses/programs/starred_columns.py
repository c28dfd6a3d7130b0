from operator import attrgetter, itemgetter

from flochat import Flochat

COLUMNS = ["user_ns", "last_message_type"]
FIXED = ("user_ns", "last_message_type")
KEYS = ["name", "last_message_type"]
client = Flochat()
rows = [attrgetter(*COLUMNS)(person) for person in client.subscribers.list()]  #@ last-type=adapts
read = attrgetter(*FIXED)
print(list(map(read, client.subscribers.list())))  #@ last-type=adapts
for person in client.subscribers.list():
    print(itemgetter(*KEYS)(person.raw))  #@ last-type=breaks name-retyped=adapts
