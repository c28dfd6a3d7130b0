from flochat import Flochat

person = Flochat().subscribers.get("f1u1")
if person.last_message_type and person.name:  #@ last-type=adapts name-retyped=adapts
    print(person.last_message_type.upper())  #@ last-type=adapts
    print(person.name.upper())  #@ name-retyped=adapts
print((person.last_message_type or "").upper())  #@ last-type=adapts
print((person.name or "").upper())  #@ name-retyped=adapts
if isinstance(person.name, str):  #@ name-retyped=adapts
    print(person.name.upper())  #@ name-retyped=adapts
if person.gender and person.gender == "male":  #@ gender-more=adapts
    print("m")
gender = person.gender  #@ gender-more=adapts
print(gender.upper(), gender == "male", {"male": "m"}.get(gender))
