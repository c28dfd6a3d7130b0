from flochat import Flochat

client = Flochat()
client.export.broadcasts(status="Scheduled").run("broadcasts.csv")  #@ status=breaks
client.export.broadcasts(status="New").run("broadcasts.csv")
client.export.broadcasts().run("broadcasts.csv")
client.export.subscribers().run("people.csv")
client.export.subscribers(segment="f1sg2", name="Ana").run("some.csv")  #@ segment=adapts people-filter=adapts
client.export.subscribers(name="Ana").run("ana.csv")  #@ people-filter=adapts
