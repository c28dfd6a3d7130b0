import pandas as pd

from flochat import Flochat

client = Flochat()
people = client.subscribers.list()
for row in people.rows():
    print(row["last_message_type"], row.get("name"))  #@ last-type=adapts name-retyped=adapts
frame = people.to_pandas()
print(frame["last_message_type"].value_counts())  #@ last-type=adapts
print(frame[["user_ns", "name"]])  #@ name-retyped=adapts
print(frame.sort_values("name").head())  #@ name-retyped=adapts
print(frame.loc[frame.user_ns == "f1u1", "last_message_type"])  #@ last-type=adapts
for one in frame.itertuples():
    print(one.last_message_type)  #@ last-type=adapts
print(pd.DataFrame(people.rows())["name"])  #@ name-retyped=adapts
print(client.flow.user_fields.list().to_pandas()["name"])
