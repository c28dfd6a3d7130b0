def lookup(client, email):
    return client.subscribers.find(email=email)


def last_types(people):
    return {p.user_ns: p.last_message_type for p in people}  #@ last-type=adapts
