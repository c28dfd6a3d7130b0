"""A request that was built and not sent: to inspect, to log, or to run by hand."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from .._values.json_type import JSON
from .._values.secret import Secret, mask_secrets

_KEY_HEADER: Final = '"Authorization: Bearer $FLOCHAT_API_KEY"'
_WEBHOOK_URL: Final = '"${FLOCHAT_WEBHOOK_URL:?}"'
#: The name of a secret between characters that no text contains.
_MARK: Final = "\ue000{}\ue000"
_MARKED: Final = re.compile(_MARK.format(r"([a-z0-9_]+)"))


@frozen(kw_only=True)
class PreparedRequest:
    """A request that would be sent.

    `operation` is "METHOD /path", `url` the whole URL with its query, `json` the body, None where
    there is none. None of them contains the key or the secret of a webhook's address.
    """

    operation: str
    method: str
    url: str
    json: JSON | None = field(repr=lambda value: repr(mask_secrets(value)))
    _headers: Mapping[str, str] = field(repr=False, eq=False)
    _api_key: Secret = field(repr=False, eq=False)
    _webhook: Secret | None = field(default=None, repr=False, eq=False)

    def curl(self, *, show_key: bool = False) -> str:
        """The request as a command for a shell.

        Unless `show_key`, it contains the key as $FLOCHAT_API_KEY, which the shell fills in. Other
        secrets are variables too: an `api_key` in the body is $BODY_API_KEY, without which the
        shell stops, the header X-Secret of a button $BODY_HEADER_X_SECRET, and the address of a
        webhook, which needs no key, is $FLOCHAT_WEBHOOK_URL.
        """
        parts = ["curl", "--request", self.method, *self._address(show_key)]
        for name, value in self._headers.items():
            parts += ["--header", shlex.quote(f"{name}: {value}")]
        if self.json is not None:
            if not any(name.lower() == "content-type" for name in self._headers):
                parts += ["--header", shlex.quote("Content-Type: application/json")]
            parts += ["--data-raw", _body(self.json, show_secrets=show_key)]
        return " ".join(parts)

    def _address(self, show_secrets: bool) -> list[str]:
        """The options for where to send it, and for the key where one is needed."""
        if self._webhook is not None:
            url = shlex.quote(self._webhook.reveal()) if show_secrets else _WEBHOOK_URL
            return ["--url", url]
        key = _KEY_HEADER
        if show_secrets:
            key = shlex.quote(f"Authorization: Bearer {self._api_key.reveal()}")
        return ["--url", shlex.quote(self.url), "--header", key]


def _body(content: JSON, *, show_secrets: bool) -> str:
    """A body as one word for a shell, with variables for its secrets."""
    shown = content if show_secrets else mask_secrets(content, _MARK)
    quoted = shlex.quote(json.dumps(shown, ensure_ascii=False, separators=(",", ":")))
    return _MARKED.sub(lambda match: f"'\"${{BODY_{match[1].upper()}:?}}\"'", quoted)
