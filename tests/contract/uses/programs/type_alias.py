from typing import TypeVar, Union

from flochat import AsyncFlochat, Flochat
from flochat import models as m

AnyClient = Union[Flochat, AsyncFlochat]
C = TypeVar("C", bound=Flochat)
People = list[m.Subscriber]


def one(client: AnyClient):
    return client.account.me()  #@ me-gone=breaks


def two(client: C) -> C:
    client.flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks
    return client


def three(people: People):
    return [p.last_message_type for p in people]  #@ last-type=adapts
