from typing import Any, Optional

from ...client import AuthenticatedClient
from ...models.create_tag_body import CreateTagBody
from ...models.tag import Tag
from ...types import Response


def _get_kwargs(*, body: CreateTagBody) -> dict[str, Any]:
    _kwargs: dict[str, Any] = {"method": "post", "url": "/flow/create-tag"}
    _kwargs["json"] = body.to_dict()
    return _kwargs


def sync_detailed(*, client: AuthenticatedClient, body: CreateTagBody) -> Response[Tag]: ...


def sync(*, client: AuthenticatedClient, body: CreateTagBody) -> Optional[Tag]: ...
