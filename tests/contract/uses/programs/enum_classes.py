from dataclasses import dataclass
from enum import Enum, StrEnum

from flochat import Flochat


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Kind(str, Enum):
    WOMAN = "female"
    MAN = "male"

    @classmethod
    def of(cls, person):
        return cls(person.gender)  #@ gender-more=adapts


@dataclass
class Guest:
    gender: str


client = Flochat()
for person in client.subscribers.list():
    print(Gender(person.gender))  #@ gender-more=adapts
    print(Gender[person.gender])  #@ gender-more=adapts
    print(Kind.of(person))
    print(Guest(person.gender))
