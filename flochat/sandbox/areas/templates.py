"""Message templates of WhatsApp and Facebook, and sends of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from attrs import frozen

from ..answers import Answer, Gone, Rejected, Unknown, ok
from ..lists import NAME_FILTER, Listing, list_page
from ..request import Handler, SandboxRequest
from ..seeding import AreaSeeds
from ..store import Row, Store
from . import conversations, messages, subscribers
from .subscribers import SUBSCRIBERS

TABLES: Final = """
CREATE TABLE whatsapp_templates (
    id INTEGER PRIMARY KEY, wa_template_id TEXT, name TEXT NOT NULL, namespace TEXT NOT NULL,
    language TEXT NOT NULL, category TEXT NOT NULL, status TEXT NOT NULL, components TEXT NOT NULL,
    default_values TEXT, UNIQUE (name, language)
);
CREATE TABLE facebook_templates (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, status TEXT NOT NULL,
    components TEXT NOT NULL, default_values TEXT, UNIQUE (name, language)
);
"""

#: The account that WhatsApp templates belong to; every send must name it.
NAMESPACE: Final = "8d1c2f3a_4b5e_6d7c_8f90_a1b2c3d4e5f6"
_JSON_COLUMNS: Final = ("components", "default_values")
_APPROVED: Final = "APPROVED"
_FACEBOOK: Final = "/facebook-utility-message-template"
_SEND_FACEBOOK: Final = "POST /subscriber/send-facebook-utility-message-template"


@frozen
class Templates:
    """The templates of one channel."""

    table: str
    #: What an answer has of one, besides `components`.
    columns: tuple[str, ...]
    #: What a message with one is in the conversation.
    msg_type: str

    def list(self, request: SandboxRequest, store: Store) -> Answer:
        listing = Listing(self.table, ", ".join((*self.columns, *_JSON_COLUMNS)), NAME_FILTER)
        return list_page(request, store, listing, finish=_as_records)

    def create(self, request: SandboxRequest, store: Store) -> Answer:
        columns = {key: request.json[key] for key in self.columns if key in request.json}
        self.insert(columns | {"components": request.json["components"]}, store)
        return ok()

    def delete(self, request: SandboxRequest, store: Store) -> Answer:
        name = request.text("name")
        if not store.run(f"DELETE FROM {self.table} WHERE name = ?", (name,)):
            raise Gone(f"There is no template with the name {name!r}.")
        return ok()

    def sync(self, _request: SandboxRequest, store: Store) -> Answer:
        store.run(f"UPDATE {self.table} SET status = ?", (_APPROVED,))
        return ok()

    def insert(self, template: Row, store: Store) -> None:
        """Create a template, which waits for approval unless it has another status."""
        names = (template["name"], template["language"])
        if self._find(*names, store):
            raise Rejected(f"There is a template {names[0]!r} in {names[1]!r}.")
        defaults = {"namespace": NAMESPACE} if "namespace" in self.columns else {}
        row = defaults | {"status": "PENDING"} | template
        texts = {name: json.dumps(template.get(name)) for name in _JSON_COLUMNS}
        store.insert(self.table, row | texts)

    def check(self, content: dict[str, Any], store: Store) -> None:
        """Raise `Rejected` for a template that cannot be sent, with values that Meta refuses."""
        template = self._find(content["name"], content["lang"], store)
        if template is None or template.get("namespace") != content.get("namespace"):
            raise Unknown(f"There is no template {content['name']!r} in {content['lang']!r}.")
        if template["status"] != _APPROVED:
            raise Rejected(f"The template {content['name']!r} is not approved.")
        for name, value in content.get("params", {}).items():
            if value.splitlines() != [value]:
                raise Rejected(f"The parameter {name} must be one line of text.")

    def text(self, content: dict[str, Any], store: Store) -> str:
        """What a person reads of a template: its body, with the values."""
        template = self._find(content["name"], content["lang"], store) or {"components": "[]"}
        parts = json.loads(template["components"])
        text: str = next((part["text"] for part in parts if part.get("type") == "BODY"), "")
        for name, value in content.get("params", {}).items():
            text = text.replace(name.removeprefix("BODY_"), value)
        return text

    def _find(self, name: str, language: str, store: Store) -> Row | None:
        """The template of that name in a language, which its default values may name too."""
        return store.row(
            f"SELECT * FROM {self.table} WHERE name = :name AND"
            " :language IN (language, json_extract(default_values, '$.lang'))"
            " ORDER BY language <> :language",
            {"name": name, "language": language},
        )


WHATSAPP: Final = Templates(
    "whatsapp_templates",
    ("id", "wa_template_id", "name", "namespace", "language", "category", "status"),
    msg_type="wa_template",
)
FACEBOOK: Final = Templates(
    "facebook_templates", ("id", "name", "language", "status"), msg_type="template"
)


def send(templates: Templates, user: str, request: SandboxRequest, store: Store) -> Answer:
    content = request.json["content"]
    templates.check(content, store)
    if request.json.get("create_if_not_found") == "yes":
        _create_if_missing(request.json, store)
    user_ns = messages.deliver(user, request, store, **sent(content))
    payload = json.dumps({"body": templates.text(content, store)})
    conversations.add_message(
        user_ns, "out", content["name"], store, msg_type=templates.msg_type, payload=payload
    )
    return ok()


def sent(content: dict[str, Any]) -> Row:
    """A template with its parameters, as columns of a delivery."""
    return {"template": content["name"], "params": json.dumps(content.get("params", {}))}


def _create_if_missing(body: dict[str, Any], store: Store) -> None:
    user_id, contact = body["user_id"], body.get("contact", {})
    if SUBSCRIBERS.find("user_id", user_id, store) is None:
        names = {key: contact[key] for key in ("first_name", "last_name") if key in contact}
        subscribers.insert({"user_id": user_id, "phone": user_id, **names}, store)


def _as_records(rows: list[Row]) -> list[Row]:
    return [row | {name: json.loads(row[name]) for name in _JSON_COLUMNS} for row in rows]


class TemplateSeeds(AreaSeeds):
    def whatsapp_template(
        self,
        name: str,
        *components: Mapping[str, Any],
        language: str = "en",
        category: str = "UTILITY",
        status: str = "APPROVED",
        default_values: Mapping[str, Any] | None = None,
    ) -> None:
        """A WhatsApp template; `components` are as on the wire: {"type": "BODY", "text": ...}.

        So are `default_values`: {"lang": "en", "params": {"QUICK_REPLY_1": "f12s34"}}.
        """
        row = {"name": name, "language": language, "category": category, "status": status}
        more = {"components": components, "default_values": default_values}
        with self._store.transaction():
            WHATSAPP.insert(row | more, self._store)

    def facebook_template(
        self,
        name: str,
        *components: Mapping[str, Any],
        language: str = "en",
        status: str = "APPROVED",
        default_values: Mapping[str, Any] | None = None,
    ) -> None:
        """A utility message template of Facebook; parts and default values are as on the wire."""
        row = {"name": name, "language": language, "status": status}
        more = {"components": components, "default_values": default_values}
        with self._store.transaction():
            FACEBOOK.insert(row | more, self._store)


ROUTES: Final[dict[str, Handler]] = {
    "POST /whatsapp-template/list": WHATSAPP.list,
    "POST /whatsapp-template/create": WHATSAPP.create,
    "DELETE /whatsapp-template/delete": WHATSAPP.delete,
    "POST /whatsapp-template/sync": WHATSAPP.sync,
    f"POST {_FACEBOOK}/list": FACEBOOK.list,
    f"POST {_FACEBOOK}/create": FACEBOOK.create,
    f"DELETE {_FACEBOOK}/delete": FACEBOOK.delete,
    f"POST {_FACEBOOK}/sync": FACEBOOK.sync,
    "POST /subscriber/send-whatsapp-template": partial(send, WHATSAPP, "user_ns"),
    "POST /subscriber/send-whatsapp-template-by-user-id": partial(send, WHATSAPP, "user_id"),
    _SEND_FACEBOOK: partial(send, FACEBOOK, "user_ns"),
    f"{_SEND_FACEBOOK}-by-user-id": partial(send, FACEBOOK, "user_id"),
}
