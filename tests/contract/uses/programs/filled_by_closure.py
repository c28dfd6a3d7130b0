from flochat import Flochat

client = Flochat()
newest = None
known = {}


def gather():
    rows, by_kind, kinds, last = [], {}, set(), None

    def add(person):
        rows.append(person)
        by_kind.setdefault(person.channel, []).append(person)
        kinds.add(person.last_message_type)  #@ last-type=breaks

    def remember(person):
        nonlocal last

        def inner():
            nonlocal last
            last = person

        inner()

    for someone in client.subscribers.list():
        add(someone)
        remember(someone)
    print(last.last_message_type)  #@ last-type=adapts
    for row in rows:
        print(row.last_message_type)  #@ last-type=adapts
    for group in by_kind.values():
        print(group[0].last_message_type.upper())  #@ last-type=breaks
    print([kind.upper() for kind in kinds])
    return rows


def look(ns):
    global newest
    newest = client.subscribers.get(ns)
    known[ns] = newest


gather().sort(key=lambda row: row.last_message_type)  #@ last-type=breaks
look("f1u1")
print(newest.last_message_type)  #@ last-type=adapts
print(known["f1u1"].last_message_type)  #@ last-type=adapts
state = {"rows": [], "last": None}


def work():
    state["last"] = client.subscribers.get("f1u1")
    state["rows"] += client.subscribers.list()


work()
print(state["last"].last_message_type, state["rows"][0].name)  #@ last-type=adapts name-retyped=adapts
