from flochat import Flochat

with Flochat() as client:
    for number, person in enumerate(client.subscribers.list(), start=1):
        match person.gender:  #@ gender-more=adapts
            case "female":
                print(number)
            case "male" | None:
                continue
        match number, person.last_message_type:  #@ last-type=adapts
            case 1, "text":
                break
