from flochat import Flochat

client = Flochat()
if (person := client.subscribers.get("f1u1")).last_message_type:  #@ last-type=adapts
    print(person.last_message_type.upper())  #@ last-type=adapts
if (kind := client.subscribers.get("f1u2").last_message_type) is not None:  #@ last-type=adapts
    print(kind.upper())
if (other := client.subscribers.get("f1u3")) and (last := other.last_message_type):  #@ last-type=adapts
    print(last.upper(), other.last_message_type.upper())  #@ last-type=adapts
while (someone := client.subscribers.get("f1u4")).last_message_type is not None:  #@ last-type=adapts
    print(someone.last_message_type.lower())  #@ last-type=adapts
print([said.upper() for it in client.subscribers.list() if (said := it.last_message_type)])  #@ last-type=adapts
print(it.last_message_type.upper() if (it := client.subscribers.get("f1u5")).last_message_type else "")  #@ last-type=adapts
assert (last := client.subscribers.get("f1u6")).last_message_type  #@ last-type=adapts
print(last.last_message_type.upper())  #@ last-type=adapts
if isinstance((text := client.subscribers.get("f1u7").last_message_type), str):  #@ last-type=adapts
    print(text.upper())
if not (missing := client.subscribers.get("f1u8")).last_message_type:  #@ last-type=adapts
    print(missing.last_message_type.upper())  #@ last-type=breaks
if (first := client.subscribers.get("f1u9")).name:  #@ name-retyped=adapts
    print(first.last_message_type.upper())  #@ last-type=breaks
