"""The owner of the key."""

from __future__ import annotations

from ...models.account import User
from ..resource import AsyncResource


class AsyncAccountAPI(AsyncResource):
    """`client.account`: the person whose key is in use."""

    async def me(self) -> User:
        """Who the key belongs to. GET /me"""
        return await self._record("GET /me", User)
