from datetime import UTC, datetime

from flochat import Flochat

client = Flochat()
since = datetime(2026, 11, 1, tzinfo=UTC)
client.subscribers.messages("f1u2", include_notes=True)  #@ notes=adapts
client.subscribers.messages("f1u2", include_bot=True)
client.subscribers.messages("f1u2", start=since)  #@ start=adapts
job = client.export.messages(["f1u2"], include_notes=True)  #@ notes=adapts
client.export.messages(["f1u2"], since=since, include_bot=True)  #@ start=adapts
client.export.subscribers(name="Ana", segment="f1sg2")  #@ people-filter=adapts segment=adapts
client.broadcasts.estimate(segments=["f1sg2"])  #@ segment=adapts
client.broadcasts.estimate(tags=["f1t2"])
