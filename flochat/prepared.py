"""A request that was built and not sent: to look at, to log, or to run by hand."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping

from attrs import field, frozen

from .settings import Secret
from .wire import JSON


@frozen(kw_only=True)
class PreparedRequest:
    """A request that would go out.

    `operation` is "METHOD /path", `url` the whole URL with its query, `json` the body, None where
    there is none. The key is in none of them.
    """

    operation: str
    method: str
    url: str
    json: JSON | None
    _headers: Mapping[str, str] = field(repr=False, eq=False)
    _api_key: Secret = field(repr=False, eq=False)

    def curl(self, *, show_key: bool = False) -> str:
        """The request as a command for a shell.

        The key stands in it as $FLOCHAT_API_KEY, which the shell fills in, unless `show_key`.
        """
        key = '"Authorization: Bearer $FLOCHAT_API_KEY"'
        if show_key:
            key = shlex.quote(f"Authorization: Bearer {self._api_key.reveal()}")
        parts = ["curl", "--request", self.method, "--url", shlex.quote(self.url)]
        parts += ["--header", key]
        for name, value in self._headers.items():
            parts += ["--header", shlex.quote(f"{name}: {value}")]
        if self.json is not None:
            body = json.dumps(self.json, ensure_ascii=False, separators=(",", ":"))
            parts += ["--header", shlex.quote("Content-Type: application/json")]
            parts += ["--data-raw", shlex.quote(body)]
        return " ".join(parts)
