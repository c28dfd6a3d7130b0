from abc import ABC, abstractmethod

from flochat import Flochat


class Base(ABC):
    def __init__(self, client=None):
        self.client = client or Flochat()

    def run(self):
        for row in self.rows():
            self.handle(row)

    @abstractmethod
    def rows(self): ...

    def handle(self, row):
        raise NotImplementedError


class Logged:
    def log(self, text):
        print(text)


class Tags(Logged, Base):
    def rows(self):
        return self.client.flow.tags.list()  #@ tags-filter-required=breaks

    def handle(self, row):
        self.log(row.name)  #@ tag-name=adapts


class People(Logged, Base):
    def __init__(self):
        super().__init__()
        self.seen = []

    def rows(self):
        yield from self.client.subscribers.list()

    def handle(self, row):
        self.seen.append(row)
        self.log(row.last_message_type)  #@ last-type=adapts

    def report(self):
        return ", ".join(one.name for one in self.seen)  #@ name-retyped=breaks


class VipTags(Tags):
    def rows(self):
        return (row for row in super().rows() if row.name != "x")  #@ tag-name=adapts

    def make(self):
        return self.client.flow.tags.create("VIP")  #@ tag-gone=breaks tag-color=breaks


for one in (Tags(), VipTags()):
    one.run()
people = People()
people.run()
print(people.report(), VipTags().make().name)  #@ tag-name=adapts
