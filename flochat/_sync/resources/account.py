# Derived by scripts/sync_twin.py from
# flochat/_async/resources/account.py: edit that one.
"""The owner of the key."""

from __future__ import annotations

from ...models.account import User
from ..resource import Resource


class AccountAPI(Resource):
    """`client.account`: the person whose key is in use."""

    def me(self) -> User:
        """Who the key belongs to. GET /me"""
        return self._record("GET /me", User)
