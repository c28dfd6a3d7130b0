"""What users write has to type-check under `mypy --strict`, and what is wrong must not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_GOOD = """
from collections.abc import AsyncIterator
from csv import DictReader
from datetime import date, time
from decimal import Decimal

from flochat import AddTag, ChatMessage, Content, SetField, TemplateValues, Text, UrlButton
from flochat import NewEmbedding, Secret, ShopifyIntegration, WhatsAppTemplate
from flochat import ApplyReport, FlowSnapshot
from flochat import BulkJob, BulkReport
from flochat import Ack, AsyncFlochat, BotField, Flochat, NewSubscriber, Pager, Subscriber, Tag
from flochat import ResponseEvent
from flochat import FieldValue, Money, SubscriberRef, TagRef
from flochat import BusinessHours, TicketField, TicketSchema, UserField, UserId, Variant, Weekday

from flochat.types import AsyncTagsAPI, BroadcastType, OrderRef, Progress, TagsAPI

client = Flochat("key")
tags_api: TagsAPI = client.flow.tags
patient_tags: AsyncTagsAPI = AsyncFlochat("key").flow.tags
order: OrderRef = 7
client.shop.orders.get(order)
by_sms: BroadcastType = "SMS"
progress: Progress = print
short: Flochat = client.with_options(deadline=5, headers={"X-Team": "blue"})
left: int | None = short.quota.remaining
status: int | None = short.last_response.status if short.last_response else None
heard: list[ResponseEvent] = []
patient = AsyncFlochat("key", on_exhausted="wait", shared_quota="q.db", on_response=heard.append)
ana: Subscriber = client.subscribers.find_or_create(phone="+61412345678", first_name="Ana")
found: Subscriber | None = client.subscribers.find(email="ana@example.com")
tags: Pager[Tag] = client.flow.tags.list(name="V")
names: list[str | None] = [tag.name for tag in tags]
first: Tag | None = tags.first()
ack: Ack = client.subscribers.add_tags(ana, [Tag(name="VIP"), "f1t2", "Newsletter"])
client.subscribers.set_fields(ana, {"Plan": "gold", "Until": date(2027, 1, 1), "Price": Decimal(1)})
client.subscribers.set_fields(ana, {UserField(var_ns="f1v2"): [1, 2]})
texts: dict[str, str] = {"Plan": "gold"}
client.subscribers.set_fields("f1u2", texts)
mixed: dict[str | UserField, str] = {"Plan": "gold", UserField(var_ns="f1v2"): "x"}
client.subscribers.set_fields("f1u2", mixed)
client.flow.bot_fields.set({"Open": True, "Until": date(2027, 1, 1)})
client.flow.bot_fields.set({BotField(name="Open"): True}, verify=True)
plan: UserField | None = ana.field("Plan")
NewSubscriber(phone="61412345678", user_fields={UserField(var_ns="f1v2"): 1})
schema: TicketSchema = client.tickets.schema(7)
client.tickets.create(schema, "Broken", {"Priority": "high", "Pieces": 2}, subscriber=ana)
client.tickets.update(7, 8, {TicketField(column="multi_select1"): ["screen", 2]}, description=None)
titles: list[str | None] = [ticket.title for ticket in client.tickets.list(7)]
client.subscribers.create_many([NewSubscriber(phone="61412345678", user_fields={"f1v2": 1})])
client.subscribers.update(ana, email=None)
client.messages.send_sub_flow(UserId("61412345678"), "f1s2")
mug: Variant = client.shop.variants.update(7, product=8, price=Decimal("12.90"))
client.shop.orders.create(ana, {mug: 2}, status="paid")
client.shop.orders.create(ana, {7: 2}, status="a status of tomorrow")
client.shop.business_hours.update([BusinessHours.open_on(Weekday.MONDAY, (time(9), time(17)))])

def upgrade(person: SubscriberRef, tag: TagRef, plan: FieldValue, price: Money) -> None:
    client.subscribers.add_tags(person, [tag])
    client.subscribers.set_fields(person, {"Plan": plan})
    client.shop.variants.update(7, product=8, price=price)

upgrade(ana, "VIP", "gold", "12.90")

client.messages.send_content(
    ana,
    Content(
        [Text("Hello", buttons=[UrlButton("Open", "https://x", actions=[AddTag("VIP")])])],
        actions=[AddTag(Tag(name="VIP")), SetField("Plan", date(2027, 1, 1))],
    ),
)
template: WhatsAppTemplate = client.whatsapp_templates.get("hello", language="en")
filled = TemplateValues(body=["Ana", 7], urls={2: "orders/7"}, quick_replies={"1": "f1n2"})
client.messages.send_whatsapp_template(UserId("61412345678"), template, filled)
client.messages.send_whatsapp_template(ana, template, {"BODY_{{1}}": "Ana"})
said: Pager[ChatMessage] = client.subscribers.messages(ana, media="image", oldest_first=True)
client.broadcasts.send([ana, "f1u2"], "f1s2", broadcast_type="SMS", max_recipients=5)
client.broadcasts.send_by_tag([Tag(tag_ns="f1t2")], "f1s2", user_fields={"f1v2": 7})
shop: ShopifyIntegration = client.integrations.shopify.get()
key: Secret | None = client.integrations.openai.connect("sk-1", org_id="org-1").api_key
client.embeddings.import_many(NewEmbedding(heading=word, text="...") for word in ("a", "b"))
most: int = client.broadcasts.estimate(tags=["f1t2"], segments=["f1sg2"])
snapshot: FlowSnapshot = client.flow.snapshot()
wanted = FlowSnapshot(tags=(Tag(name="VIP"),), bot_fields=(BotField(name="Open", value="true"),))
report: ApplyReport = client.flow.apply(wanted, dry_run=True)
names_to_do: list[str] = [item.name for item in report.by_hand]
lines: str = str(snapshot.diff(wanted))

job: BulkJob = client.bulk.send_text(client.subscribers.list(), "Hello", journal="job.sqlite")
client.bulk.send_text([ana], lambda person: f"Hello {person.first_name}", journal="job.sqlite")
client.bulk.set_fields([{"user_ns": "f1u2"}], lambda row: {"Plan": row["user_ns"]}, journal="j")
client.bulk.create(DictReader(["phone,name", "61412345678,Ana"]), journal="job.sqlite")
outcome: BulkReport = job.run(progress=print)
job.run(progress=progress)
client.broadcasts.send([ana], "f1s2", broadcast_type=by_sms)
reasons: list[str | None] = [person.error for person in outcome.failed]


async def main() -> None:
    async with AsyncFlochat() as client:
        everybody: AsyncIterator[Subscriber] = aiter(client.subscribers.list())
        async for person in everybody:
            await client.messages.send_text(person, "Hello")
"""
_WRONG = """
from flochat import Flochat, NewSubscriber, UrlButton

client = Flochat("key")
client.subscribers.add_tags("f1u2", [7])
client.subscribers.set_fields("f1u2", {"Plan": object()})
client.subscribers.set_fields("f1u2", {7: "gold"})
client.subscribers.find("61412345678")
client.subscribers.list(is_opt_in_sms="yes")
client.messages.send_text("f1u2")
client.flow.tags.list(nmae="V")
client.messages.send_content("f1u2", "Hello")
UrlButton("Open", "https://x", webview_size="huge")
client.subscribers.move_chat_to("f1u2", "closed")
client.broadcasts.send(["f1u2"], "f1s2", broadcast_type="FAX")
client.account.me().nmae
NewSubscriber("61412345678")
client.shop.products.create("Mug", price=12.9)
client.shop.orders.create("f1u2", {"7": 1})
client.integrations.shopify.connect("key")
client.integrations.xai.connect("key", url="https://x")
print("key: " + client.integrations.claude.get().api_key)
client.bulk.send_text(["f1u2"], "Hello")
client.bulk.send_text(["f1u2"], 7, journal="job.sqlite")
client.bulk.create(["f1u2"], journal="job.sqlite")
"""


def mypy(code: str, folder: Path) -> list[str]:
    file = folder / "use.py"
    file.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ".mypy_cache", str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return [line for line in done.stdout.splitlines() if ": error:" in line]


def test_what_users_write_type_checks(tmp_path: Path) -> None:
    assert mypy(_GOOD, tmp_path) == []


def test_what_is_wrong_is_told_in_its_line(tmp_path: Path) -> None:
    lines = {int(line.rsplit("use.py:", 1)[1].split(":")[0]) for line in mypy(_WRONG, tmp_path)}
    first = _WRONG.splitlines().index('client.subscribers.add_tags("f1u2", [7])') + 1
    assert lines == set(range(first, len(_WRONG.splitlines()) + 1))
