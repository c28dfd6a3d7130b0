from flochat import Flochat

client = Flochat()


def women(frame):
    return frame[frame["gender"] == "female"]  #@ gender-more=adapts


frame = client.subscribers.list().to_pandas()
print(women(frame))
print(frame[frame.gender.isin(["female", "male"])])  #@ gender-more=adapts
print(frame["gender"].map({"female": "f", "male": "m"}))  #@ gender-more=adapts
print(frame["gender"].value_counts())
print(frame["last_message_type"].str.upper())  #@ last-type=adapts
print(frame["name"] + "!")  #@ name-retyped=adapts
for row in client.subscribers.list().rows():
    if row["gender"] == "female":  #@ gender-more=adapts
        print(row["user_ns"])
