from typing import ClassVar, NamedTuple

from flochat import Flochat


class Base:
    api: ClassVar[Flochat] = Flochat()

    @classmethod
    def first(cls):
        return next(iter(cls.api.subscribers.list()))

    @staticmethod
    def label(person) -> str:
        return f"{person.user_ns}"


class Pair(NamedTuple):
    client: Flochat
    tag: str

    @property
    def made(self):
        return self.client.flow.tags.create(self.tag)  #@ tag-gone=breaks tag-color=breaks


class Own(Base):
    @classmethod
    def shout(cls) -> str:
        return super().first().name.upper()  #@ name-retyped=breaks


print(Own.shout(), Pair(Own.api, "x").made.name)  #@ tag-name=adapts
