from typing import Optional

from pydantic import BaseModel, ConfigDict, Field

from flochat import Flochat


class TagOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    name: str  #@ tag-name=breaks


class PersonOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    user_ns: str
    kind: str | None = Field(default=None, validation_alias="last_message_type")  #@ last-type=adapts
    name: Optional[str] = None  #@ name-retyped=adapts
    tags: list[TagOut] = []


class Old(BaseModel):
    last_message_type: str = ""  #@ last-type=breaks

    class Config:
        orm_mode = True


def person(client: Flochat, ns: str) -> PersonOut:
    return PersonOut.model_validate(client.subscribers.get(ns))


def old(client: Flochat) -> list[Old]:
    return [Old.from_orm(it) for it in client.subscribers.list()]


def made() -> PersonOut:
    return PersonOut.model_validate({"user_ns": "f1u2", "name": "Ana"})
