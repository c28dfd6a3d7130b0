from flochat import Flochat


class Crm:
    def __init__(self, key: str) -> None:
        self.client = Flochat(key)
        self._people = self.client.subscribers

    def find(self, email):
        return self._people.find(email=email)

    def describe(self, email):
        person = self.find(email)
        if person:
            return f"{person.name} ({person.last_message_type})"  #@ name-retyped=adapts last-type=adapts
        return ""

    def add(self, phone):
        return self._people.create(phone=phone)  #@ first-name=breaks

    def add_named(self, phone, name):
        return self._people.create(phone=phone, first_name=name)


crm = Crm("key")
print(crm.find("a@shop.example").last_message_type.lower())  #@ last-type=breaks
