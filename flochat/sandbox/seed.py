"""Filling a flow directly, as its editor, its imports and its visitors do: no request is spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .areas.account import AccountSeeds
from .areas.activity import ActivitySeeds
from .areas.ai_hub import AiHubSeeds
from .areas.conversations import ConversationSeeds
from .areas.custom_events import CustomEventSeeds
from .areas.fields import FieldSeeds
from .areas.flow_templates import FlowTemplateSeeds
from .areas.inbound_webhooks import InboundWebhookSeeds
from .areas.integrations import IntegrationSeeds
from .areas.live_chat import LiveChatSeeds
from .areas.segments import SegmentSeeds
from .areas.shop.orders import OrderSeeds
from .areas.sub_flows import SubFlowSeeds
from .areas.subscribers import SubscriberSeeds
from .areas.tags import TagSeeds
from .areas.team import TeamSeeds
from .areas.templates import TemplateSeeds
from .areas.tickets import TicketSeeds
from .areas.widgets import WidgetSeeds
from .areas.workspace import WorkspaceSeeds

if TYPE_CHECKING:
    from .seed_loading import SeedSource


class Seed(
    # A class that inherits from others stands above them, as the method resolution order needs.
    InboundWebhookSeeds,
    SubscriberSeeds,
    WidgetSeeds,
    AccountSeeds,
    ActivitySeeds,
    AiHubSeeds,
    ConversationSeeds,
    CustomEventSeeds,
    FieldSeeds,
    FlowTemplateSeeds,
    IntegrationSeeds,
    LiveChatSeeds,
    OrderSeeds,
    SegmentSeeds,
    SubFlowSeeds,
    TagSeeds,
    TeamSeeds,
    TemplateSeeds,
    TicketSeeds,
    WorkspaceSeeds,
):
    """Puts resources into a flow and returns their identifiers; each method is with its area.

    What has a name is created once: a second call with the name returns the same identifier.
    """

    def load(self, source: SeedSource) -> None:
        """Put in what a file, a snapshot or a dict says.

        A JSON or YAML file has sections, each a list of names or objects: `tags`, `user_fields`,
        `bot_fields`, `labels`, `sub_flows`, `segments`, `custom_events`, `agents`, `shortcuts`,
        `whatsapp_templates`, `people`, and so on; the objects have the keys of the API. A CSV file
        has people: headings are keys of a subscriber (`phone`, `first_name`), `tags`, `labels`, or
        else names of user fields. A list of people as the API answers them is taken, too, and so is
        what `client.flow.snapshot()` returns, or its `to_json()` in a file. Identifiers of this
        flow are kept. Several sources are put in in their order. If something cannot be put in,
        nothing is; with a function among them, what was written meanwhile goes, too.

        Args:
            source: the path of a file (.json, .yaml, .yml, .csv, .tsv), a `FlowSnapshot`, a dict of
                sections, a function that is given this seed, or a list of those.

        Raises:
            ValueError: something cannot be put in; the message names the file and the line or key.
            OSError: a file cannot be read.
            TypeError: `source` is none of these.
            ModuleNotFoundError: PyYAML is missing (extra `contract`).

        Example:
            with serve() as server:
                server.seed.load({"tags": ["VIP"], "people": [{"first_name": "Ana"}]})
        """
        from .seed_loading import load

        load(source, self, self._store)


def example(seed: Seed) -> None:
    """A small flow to look around in."""
    for name in ("Welcome", "Onboarding", "Support"):
        seed.sub_flow(name)
    for name in ("VIP", "Newsletter"):
        seed.tag(name)
    seed.user_field("Plan", description="What they pay for")
    seed.user_field("Renewal", "date")
    seed.user_field("Visits", "number")
    seed.bot_field("Opening hours", value="9 to 5")
    seed.whatsapp_template("welcome", {"type": "BODY", "text": "Hello {{1}}"})
    seed.agent("Kim", email="kim@example.com")
    ana = seed.subscriber(
        first_name="Ana",
        last_name="Example",
        phone="61412345678",
        email="ana@example.com",
        tags=["VIP"],
        user_fields={"Plan": "gold", "Visits": "12"},
    )
    seed.message(ana, "Are you open tomorrow?")
    seed.subscriber(first_name="Ben", last_name="Example", email="ben@example.com")
