# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shortcuts.py: edit that one.
"""Shortcuts, which agents type instead of longer replies."""

from __future__ import annotations

from ...bodies import changes, new
from ...given import NOT_GIVEN, NotGiven
from ...live_chat import SHORTCUT, ShortcutRef
from ...models.base import Ack
from ...models.live_chat import Shortcut
from ...references import number
from ...values import texts
from ..pager import Pager
from ..resource import Resource


class ShortcutsAPI(Resource):
    """`client.flow.shortcuts`: what agents type for longer replies. Needs the scope Manage Flow.

    Where a shortcut is asked for, it is a `Shortcut` or its id.
    """

    def list(self, *, name: str | None = None) -> Pager[Shortcut]:
        """All shortcuts, or those whose name contains `name`. GET /flow/shortcuts"""
        return self._list("GET /flow/shortcuts", Shortcut, query=texts(name=name))

    def get(self, shortcut: ShortcutRef) -> Shortcut:
        """One shortcut. Raises `NotFoundError`. GET /flow/shortcuts/{id}"""
        return self._record("GET /flow/shortcuts/{}", Shortcut, number(shortcut, Shortcut))

    def create(self, name: str, value: str) -> Shortcut:
        """Create a shortcut: `name` is what agents type, `value` the reply that it stands for.

        Never repeated by itself: when no clear answer comes it raises `OutcomeUnknownError`.

        POST /flow/create-shortcut
        """
        body = new(SHORTCUT, name=name, value=value)
        return self._record("POST /flow/create-shortcut", Shortcut, body=body)

    def update(
        self,
        shortcut: ShortcutRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        value: str | NotGiven = NOT_GIVEN,
    ) -> Shortcut:
        """Change what is given of a shortcut, leave the rest, and return it as it is now.

        PUT /flow/update-shortcut
        """
        body = {"id": number(shortcut, Shortcut)} | changes(SHORTCUT, name=name, value=value)
        return self._record("PUT /flow/update-shortcut", Shortcut, body=body)

    def delete(self, shortcut: ShortcutRef) -> Ack:
        """Delete a shortcut. DELETE /flow/delete-shortcut"""
        body = {"id": number(shortcut, Shortcut)}
        return self._action("DELETE /flow/delete-shortcut", body=body)
