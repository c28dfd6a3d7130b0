from flochat import Flochat

STATUS = "Scheduled"
client = Flochat()
client.broadcasts.list(status=STATUS)  #@ status=breaks
client.broadcasts.list(status="New")
client.broadcasts.list()


def of(status):
    return client.broadcasts.list(status=status).to_list()  #@ status=adapts
