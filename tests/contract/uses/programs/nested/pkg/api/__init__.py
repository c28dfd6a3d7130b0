from ._client import get_client
