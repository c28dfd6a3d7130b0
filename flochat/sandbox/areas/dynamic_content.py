"""Dynamic content, whoever brings it: what is in it, and what its actions do to a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from ..answers import Invalid
from ..store import Row, Store
from . import fields, sub_flows, tags
from .fields import USER_FIELDS
from .tags import TAGS

#: How many of each part content may have.
MAX_PARTS: Final = {"messages": 10, "actions": 5, "quick_replies": 11}


def apply_action(user_ns: str, action: Mapping[str, Any], store: Store) -> None:
    """Carry out one action. Raises a `Refusal` for a tag or field that does not exist."""
    for key in ("action", "tag_name", "field_name"):
        if not isinstance(action.get(key, ""), str):
            raise Invalid({key: [f"{key} must be of type string."]})
    apply = _ACTIONS.get(action.get("action", ""))
    if apply is None:
        raise Invalid({"action": [f"action must be one of {', '.join(_ACTIONS)}."]})
    apply(user_ns, action, store)


def target_of(goto: str, store: Store) -> Row:
    """Where a `goto` or the target of a node leads, as columns of a delivery; empty for nowhere."""
    node_ns = sub_flows.find_node(goto, store)
    if node_ns is not None:
        return {"node_ns": node_ns}
    sub_flow_ns = sub_flows.find_sub_flow(goto, store)
    return {} if sub_flow_ns is None else {"sub_flow_ns": sub_flow_ns}


def _add_tag(user_ns: str, action: Mapping[str, Any], store: Store) -> None:
    tags.attach(user_ns, TAGS.named_in(action, "tag_name", store), store)


def _remove_tag(user_ns: str, action: Mapping[str, Any], store: Store) -> None:
    tags.detach(user_ns, TAGS.named_in(action, "tag_name", store), store)


def _set_field(user_ns: str, action: Mapping[str, Any], store: Store) -> None:
    """Set a field; unlike everywhere else, a number is sent as one."""
    var_ns = USER_FIELDS.named_in(action, "field_name", store)
    value: Any = fields.value_of({**action})
    text = value if isinstance(value, str) else json.dumps(value)
    fields.set_value(user_ns, var_ns, text, store)


def _unset_field(user_ns: str, action: Mapping[str, Any], store: Store) -> None:
    fields.clear_value(user_ns, USER_FIELDS.named_in(action, "field_name", store), store)


_ACTIONS: Final[Mapping[str, Callable[[str, Mapping[str, Any], Store], None]]] = {
    "add_tag": _add_tag,
    "remove_tag": _remove_tag,
    "set_field_value": _set_field,
    "unset_field_value": _unset_field,
}
