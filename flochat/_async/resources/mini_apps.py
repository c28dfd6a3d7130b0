"""The mini apps installed in the workspace."""

from __future__ import annotations

from ..._requests.integrations import Credential, settings_body
from ..._requests.references import id_of
from ..._values.checks import check_texts
from ...models.base import Ack
from ...models.integrations import MiniApp
from ..base import AsyncResource
from ..pager import AsyncPager


class AsyncMiniAppsAPI(AsyncResource):
    """`client.mini_apps`: the installed mini apps. Needs the scope Manage Team."""

    def list(self, *, title: str | None = None) -> AsyncPager[MiniApp]:
        """List the installed mini apps, all or those whose title contains `title`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /installed-mini-app/list
        """
        return self._list("GET /installed-mini-app/list", MiniApp, query=check_texts(title=title))

    async def set_api_key(self, mini_app: MiniApp | int, api_key: Credential) -> Ack:
        """Replace the key of `mini_app`, a `MiniApp` or its id, by `api_key`, a text or a `Secret`.

        POST /installed-mini-app/update-api-key/{app_id}
        """
        return await self._action(
            "POST /installed-mini-app/update-api-key/{}",
            id_of(mini_app, MiniApp),
            body=settings_body(api_key=api_key),
        )
