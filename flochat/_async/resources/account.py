"""The owner of the key."""

from __future__ import annotations

from ..._requests.account import new_password_body
from ..._requests.references import identifier_of
from ...models.account import Notification, User
from ...models.base import Ack
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncAccountAPI(AsyncResource):
    """`client.account`: the person whose key is in use."""

    async def me(self) -> User:
        """Return the owner of the key. GET /me"""
        return await self._record("GET /me", User)

    def notifications(self) -> AsyncPager[Notification]:
        """List the latest notifications. GET /notifications/recent"""
        return self._list("GET /notifications/recent", Notification)

    async def mark_notification_read(self, notification: Notification | str) -> Ack:
        """Mark `notification`, a `Notification` or its id, as read. POST /notifications/read"""
        body = {"notification_id": identifier_of(notification, Notification, "id")}
        return await self._action("POST /notifications/read", body=body)

    async def mark_announcements_read(self) -> Ack:
        """Mark the announcements of the platform as read. POST /announcements/read"""
        return await self._action("POST /announcements/read")

    async def change_password(self, *, current: str, new: str) -> Ack:
        """Change the owner's password from `current` to `new`, which must differ.

        Neither password appears in an error, a log line or the repr of a prepared request. Not
        retried: raises `OutcomeUnknownError` when no clear answer comes.

        PUT /user/change-password
        """
        return await self._action("PUT /user/change-password", body=new_password_body(current, new))
