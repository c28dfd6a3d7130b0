from typing import Any, Optional, Union

from ...client import AuthenticatedClient
from ...models.tag_list import TagList
from ...types import UNSET, Response, Unset


def _get_kwargs(*, name: Union[Unset, str] = UNSET) -> dict[str, Any]:
    params: dict[str, Any] = {}
    params["name"] = name
    _kwargs: dict[str, Any] = {"method": "get", "url": "/flow/tags", "params": params}
    return _kwargs


def sync_detailed(
    *, client: AuthenticatedClient, name: Union[Unset, str] = UNSET
) -> Response[TagList]: ...


def sync(*, client: AuthenticatedClient, name: Union[Unset, str] = UNSET) -> Optional[TagList]: ...
