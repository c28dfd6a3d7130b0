"""Closing notes, which agents choose from when they close a chat."""

from __future__ import annotations

from ...bodies import changes, new
from ...given import NOT_GIVEN, NotGiven
from ...live_chat import CLOSING_NOTE, ClosingNoteRef
from ...models.base import Ack
from ...models.live_chat import ClosingNote
from ...references import number
from ...values import texts
from ..pager import AsyncPager
from ..resource import AsyncResource


class AsyncClosingNotesAPI(AsyncResource):
    """`client.flow.closing_notes`: what agents close chats with. Needs the scope Manage Flow.

    Where a closing note is asked for, it is a `ClosingNote` or its id. `require_summary` and
    `require_attachment` are 0, 1 or 2.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[ClosingNote]:
        """All closing notes, or those whose name contains `name`. GET /flow/closing-notes"""
        return self._list("GET /flow/closing-notes", ClosingNote, query=texts(name=name))

    async def get(self, closing_note: ClosingNoteRef) -> ClosingNote:
        """One closing note. Raises `NotFoundError`. GET /flow/closing-notes/{id}"""
        return await self._record(
            "GET /flow/closing-notes/{}", ClosingNote, number(closing_note, ClosingNote)
        )

    async def create(
        self,
        name: str,
        *,
        description: str | None = None,
        require_summary: int | None = None,
        require_attachment: int | None = None,
    ) -> ClosingNote:
        """Create a closing note. POST /flow/create-closing-note

        Never repeated by itself: when no clear answer comes it raises `OutcomeUnknownError`.
        """
        body = new(
            CLOSING_NOTE,
            name=name,
            description=description,
            require_summary=require_summary,
            require_attachment=require_attachment,
        )
        return await self._record("POST /flow/create-closing-note", ClosingNote, body=body)

    async def update(
        self,
        closing_note: ClosingNoteRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        description: str | NotGiven | None = NOT_GIVEN,
        require_summary: int | NotGiven = NOT_GIVEN,
        require_attachment: int | NotGiven = NOT_GIVEN,
    ) -> ClosingNote:
        """Change what is given of a closing note, leave the rest, and return it as it is now.

        None empties the description. PUT /flow/update-closing-note
        """
        body = {"id": number(closing_note, ClosingNote)} | changes(
            CLOSING_NOTE,
            name=name,
            description=description,
            require_summary=require_summary,
            require_attachment=require_attachment,
        )
        return await self._record("PUT /flow/update-closing-note", ClosingNote, body=body)

    async def delete(self, closing_note: ClosingNoteRef) -> Ack:
        """Delete a closing note. DELETE /flow/delete-closing-note"""
        body = {"id": number(closing_note, ClosingNote)}
        return await self._action("DELETE /flow/delete-closing-note", body=body)
