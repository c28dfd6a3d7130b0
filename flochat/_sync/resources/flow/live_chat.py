# Derived by scripts/sync_twin.py from
# flochat/_async/resources/flow/live_chat.py: edit that one.
"""What agents work with: themselves, shortcuts and closing notes."""

from __future__ import annotations

from ...._requests.bodies import creation_body, update_body
from ...._requests.live_chat import CLOSING_NOTE, SHORTCUT, ClosingNoteRef, ShortcutRef
from ...._requests.references import id_of
from ...._values.checks import check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.live_chat import Agent, ClosingNote, Shortcut
from ...base import Resource
from ...pager import Pager


class ShortcutsAPI(Resource):
    """`client.flow.shortcuts`: what agents type for longer replies. Needs the scope Manage Flow.

    Where a shortcut is asked for, it is a `Shortcut` or its id.
    """

    def list(self, *, name: str | None = None) -> Pager[Shortcut]:
        """List the shortcuts, all or those whose name contains `name`. GET /flow/shortcuts"""
        return self._list("GET /flow/shortcuts", Shortcut, query=check_texts(name=name))

    def get(self, shortcut: ShortcutRef) -> Shortcut:
        """Return one shortcut; `shortcut` is a `Shortcut` or its id. Raises `NotFoundError`.

        GET /flow/shortcuts/{id}
        """
        return self._record("GET /flow/shortcuts/{}", Shortcut, id_of(shortcut, Shortcut))

    def create(self, name: str, value: str) -> Shortcut:
        """Create a shortcut: `name` is what agents type, `value` the reply that it stands for.

        Not retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /flow/create-shortcut
        """
        body = creation_body(SHORTCUT, name=name, value=value)
        return self._record("POST /flow/create-shortcut", Shortcut, body=body)

    def update(
        self,
        shortcut: ShortcutRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        value: str | NotGiven = NOT_GIVEN,
    ) -> Shortcut:
        """Change the given values of a shortcut, leave the others, and return it as it is now.

        `shortcut` is a `Shortcut` or its id; `name` is what agents type, `value` the reply.
        NOT_GIVEN leaves each.

        PUT /flow/update-shortcut
        """
        body = {"id": id_of(shortcut, Shortcut)} | update_body(SHORTCUT, name=name, value=value)
        return self._record("PUT /flow/update-shortcut", Shortcut, body=body)

    def delete(self, shortcut: ShortcutRef) -> Ack:
        """Delete `shortcut`, a `Shortcut` or its id. DELETE /flow/delete-shortcut"""
        body = {"id": id_of(shortcut, Shortcut)}
        return self._action("DELETE /flow/delete-shortcut", body=body)


class ClosingNotesAPI(Resource):
    """`client.flow.closing_notes`: what agents close chats with. Needs the scope Manage Flow.

    Where a closing note is asked for, it is a `ClosingNote` or its id. `require_summary` and
    `require_attachment` are 0, 1 or 2.
    """

    def list(self, *, name: str | None = None) -> Pager[ClosingNote]:
        """List the closing notes, all or those whose name contains `name`.

        GET /flow/closing-notes
        """
        return self._list("GET /flow/closing-notes", ClosingNote, query=check_texts(name=name))

    def get(self, closing_note: ClosingNoteRef) -> ClosingNote:
        """Return one closing note; `closing_note` is a `ClosingNote` or its id.

        Raises `NotFoundError`.

        GET /flow/closing-notes/{id}
        """
        return self._record(
            "GET /flow/closing-notes/{}", ClosingNote, id_of(closing_note, ClosingNote)
        )

    def create(
        self,
        name: str,
        *,
        description: str | None = None,
        require_summary: int | None = None,
        require_attachment: int | None = None,
    ) -> ClosingNote:
        """Create a closing note.

        Args:
            name: what agents choose it by.
            description: what it says; None leaves it out.
            require_summary: 0, 1 or 2; None leaves it to the platform.
            require_attachment: 0, 1 or 2; None leaves it to the platform.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        POST /flow/create-closing-note
        """
        body = creation_body(
            CLOSING_NOTE,
            name=name,
            description=description,
            require_summary=require_summary,
            require_attachment=require_attachment,
        )
        return self._record("POST /flow/create-closing-note", ClosingNote, body=body)

    def update(
        self,
        closing_note: ClosingNoteRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        description: str | NotGiven | None = NOT_GIVEN,
        require_summary: int | NotGiven = NOT_GIVEN,
        require_attachment: int | NotGiven = NOT_GIVEN,
    ) -> ClosingNote:
        """Change the given values of a closing note, leave the others, and return it as it is now.

        Args:
            closing_note: a `ClosingNote` or its id.
            name: the new name; NOT_GIVEN leaves it.
            description: the new description; NOT_GIVEN leaves it, None empties it.
            require_summary: 0, 1 or 2; NOT_GIVEN leaves it.
            require_attachment: 0, 1 or 2; NOT_GIVEN leaves it.

        PUT /flow/update-closing-note
        """
        body = {"id": id_of(closing_note, ClosingNote)} | update_body(
            CLOSING_NOTE,
            name=name,
            description=description,
            require_summary=require_summary,
            require_attachment=require_attachment,
        )
        return self._record("PUT /flow/update-closing-note", ClosingNote, body=body)

    def delete(self, closing_note: ClosingNoteRef) -> Ack:
        """Delete `closing_note`, a `ClosingNote` or its id. DELETE /flow/delete-closing-note"""
        body = {"id": id_of(closing_note, ClosingNote)}
        return self._action("DELETE /flow/delete-closing-note", body=body)


class AgentsAPI(Resource):
    """`client.flow.agents`: the people who answer in this flow. Needs the scope Manage Flow."""

    def list(self, *, name: str | None = None, role: str | None = None) -> Pager[Agent]:
        """List the agents, all or those that match both filters.

        `name` is part of a name; `role` is owner, admin, member or agent; None does not filter. The
        service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /flow/agents
        """
        return self._list("GET /flow/agents", Agent, query=check_texts(name=name, role=role))
