from __future__ import annotations

from dataclasses import dataclass, field

from flochat import AsyncFlochat, Flochat
from flochat.models import Subscriber, Tag


@dataclass
class Order:
    number: int
    buyer: Subscriber
    labels: list[Tag] = field(default_factory=list)

    @property
    def greeting(self) -> str:
        return "Dear " + self.buyer.name  #@ name-retyped=breaks

    def label_names(self) -> list[str]:
        return [label.name for label in self.labels]  #@ tag-name=adapts


@dataclass(frozen=True)
class Context:
    client: Flochat
    order: Order | None = None

    def load(self, number: int, email: str) -> Context:
        buyer = self.client.subscribers.find(email=email)
        labels = list(self.client.flow.tags.list(name="order"))  #@ tags-filter=adapts tags-filter-length=breaks
        return Context(client=self.client, order=Order(number, buyer, labels))


context = Context(Flochat()).load(7, "a@shop.example")
assert context.order is not None
print(context.order.buyer.last_message_type)  #@ last-type=adapts
print(context.order.labels[0].name)  #@ tag-name=adapts
if context.order.buyer.gender == "female":  #@ gender-more=adapts
    print(context.order.greeting)
