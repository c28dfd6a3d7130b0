# Derived by scripts/sync_twin.py from
# flochat/_async/resources/integrations.py: edit that one.
"""The services that the workspace is connected to."""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar

from ..._requests.integrations import Credential, settings_body
from ...models.base import Ack, Model
from ...models.integrations import (
    DropiIntegration,
    Integration,
    MetaConversionsIntegration,
    OpenAIIntegration,
    S3Integration,
    ShopifyIntegration,
    WooCommerceIntegration,
)
from ..base import Resource

S = TypeVar("S", bound=Model)


class IntegrationsAPI(Resource):
    """`client.integrations`: one service each, by name. Needs the scope Manage Team.

    Each has `get`, `connect` and `disconnect`. Keys are returned as a `Secret`, which no repr
    shows, and may be given as one.
    """

    @cached_property
    def openai(self) -> OpenAIAPI:
        """OpenAI."""
        return OpenAIAPI(self._transport)

    @cached_property
    def claude(self) -> ClaudeAPI:
        """Claude, by Anthropic."""
        return ClaudeAPI(self._transport)

    @cached_property
    def xai(self) -> XAIAPI:
        """xAI."""
        return XAIAPI(self._transport)

    @cached_property
    def ainvented(self) -> AInventedAPI:
        """AInvented."""
        return AInventedAPI(self._transport)

    @cached_property
    def shopify(self) -> ShopifyAPI:
        """A Shopify shop."""
        return ShopifyAPI(self._transport)

    @cached_property
    def woocommerce(self) -> WooCommerceAPI:
        """A WooCommerce shop."""
        return WooCommerceAPI(self._transport)

    @cached_property
    def dropi(self) -> DropiAPI:
        """Dropi."""
        return DropiAPI(self._transport)

    @cached_property
    def s3(self) -> S3API:
        """An S3 bucket."""
        return S3API(self._transport)

    @cached_property
    def meta_conversions(self) -> MetaConversionsAPI:
        """Meta's Conversions API."""
        return MetaConversionsAPI(self._transport)


class IntegrationAPI(Resource, Generic[S]):
    """What all integrations can do; each subclass names its settings and its operations."""

    _settings: type[S]
    _get: str
    _post: str
    _delete: str

    def get(self) -> S:
        """Return the settings that the workspace has stored.

        Raises `NotFoundError` when it has none.

        GET /integration/NAME
        """
        return self._record(self._get, self._settings)

    def disconnect(self) -> Ack:
        """Delete the settings that the workspace has stored. DELETE /integration/NAME"""
        return self._action(self._delete)

    def _store(self, **given: Credential | int | None) -> S:
        return self._record(self._post, self._settings, body=settings_body(**given))


class KeyIntegrationAPI(IntegrationAPI[Integration]):
    """What an integration can do that takes only a key."""

    _settings = Integration

    def connect(self, api_key: Credential) -> Integration:
        """Store `api_key`, a text or a `Secret`, in place of the previous one.

        Returns what is stored.

        POST /integration/NAME
        """
        return self._store(api_key=api_key)


class AInventedAPI(KeyIntegrationAPI):
    """`client.integrations.ainvented`: GET, POST and DELETE /integration/ainvented."""

    _get = "GET /integration/ainvented"
    _post = "POST /integration/ainvented"
    _delete = "DELETE /integration/ainvented"


class ClaudeAPI(KeyIntegrationAPI):
    """`client.integrations.claude`.

    GET /integration/claude, POST and DELETE /integration/calude.
    """

    _get = "GET /integration/claude"
    _post = "POST /integration/calude"
    _delete = "DELETE /integration/calude"


class XAIAPI(KeyIntegrationAPI):
    """`client.integrations.xai`: GET, POST and DELETE /integration/xai."""

    _get = "GET /integration/xai"
    _post = "POST /integration/xai"
    _delete = "DELETE /integration/xai"


class OpenAIAPI(IntegrationAPI[OpenAIIntegration]):
    """`client.integrations.openai`: GET, POST and DELETE /integration/openai."""

    _settings = OpenAIIntegration
    _get = "GET /integration/openai"
    _post = "POST /integration/openai"
    _delete = "DELETE /integration/openai"

    def connect(self, api_key: Credential, *, org_id: str | None = None) -> OpenAIIntegration:
        """Store the key in place of the previous one, and return what is stored.

        `api_key` is a text or a `Secret`; `org_id` is the organisation that pays, where the key
        belongs to several, and None gives none.

        POST /integration/openai
        """
        return self._store(api_key=api_key, org_id=org_id)


class DropiAPI(IntegrationAPI[DropiIntegration]):
    """`client.integrations.dropi`: GET, POST and DELETE /integration/dropi."""

    _settings = DropiIntegration
    _get = "GET /integration/dropi"
    _post = "POST /integration/dropi"
    _delete = "DELETE /integration/dropi"

    def connect(self, api_key: Credential, *, url: str) -> DropiIntegration:
        """Store key and address, and return what is stored.

        `api_key` is a text or a `Secret`, `url` the address ("https://api.dropi.co/").

        POST /integration/dropi
        """
        return self._store(api_key=api_key, url=url)


class WooCommerceAPI(IntegrationAPI[WooCommerceIntegration]):
    """`client.integrations.woocommerce`: GET, POST and DELETE /integration/woocommerce."""

    _settings = WooCommerceIntegration
    _get = "GET /integration/woocommerce"
    _post = "POST /integration/woocommerce"
    _delete = "DELETE /integration/woocommerce"

    def connect(
        self, api_key: Credential, *, token: Credential, url: str
    ) -> WooCommerceIntegration:
        """Store key, token and address of the shop, and return what is stored.

        `api_key` and `token` are each a text or a `Secret`, `url` is the address of the shop
        ("https://...").

        POST /integration/woocommerce
        """
        return self._store(api_key=api_key, token=token, url=url)


class ShopifyAPI(IntegrationAPI[ShopifyIntegration]):
    """`client.integrations.shopify`: GET, POST and DELETE /integration/shopify."""

    _settings = ShopifyIntegration
    _get = "GET /integration/shopify"
    _post = "POST /integration/shopify"
    _delete = "DELETE /integration/shopify"

    def connect(
        self, api_key: Credential, *, token: Credential, url: str, wait_time: int | None = None
    ) -> ShopifyIntegration:
        """Store key, token and address of the shop, and return what is stored.

        Args:
            api_key: the key, a text or a `Secret`.
            token: the token, a text or a `Secret`.
            url: the shop, of the form "name.myshopify.com".
            wait_time: a whole number, at least 0; what it counts is not documented. None gives
                none.

        POST /integration/shopify
        """
        return self._store(api_key=api_key, token=token, url=url, wait_time=wait_time)


class S3API(IntegrationAPI[S3Integration]):
    """`client.integrations.s3`: GET, POST and DELETE /integration/s3storage."""

    _settings = S3Integration
    _get = "GET /integration/s3storage"
    _post = "POST /integration/s3storage"
    _delete = "DELETE /integration/s3storage"

    def connect(
        self,
        api_key: Credential,
        *,
        secret: Credential,
        bucket: str,
        url: str,
        region: str | None = None,
    ) -> S3Integration:
        """Store access key, secret and bucket, and return what is stored.

        Args:
            api_key: the access key, a text or a `Secret`.
            secret: the secret key, a text or a `Secret`.
            bucket: the name of the bucket.
            url: the endpoint, "https://s3.eu-north-1.amazonaws.com" for the region "eu-north-1".
            region: the region; None gives none.

        POST /integration/s3storage
        """
        return self._store(api_key=api_key, secret=secret, bucket=bucket, url=url, region=region)


class MetaConversionsAPI(IntegrationAPI[MetaConversionsIntegration]):
    """`client.integrations.meta_conversions`.

    GET, POST and DELETE /integration/meta-conversions-api.
    """

    _settings = MetaConversionsIntegration
    _get = "GET /integration/meta-conversions-api"
    _post = "POST /integration/meta-conversions-api"
    _delete = "DELETE /integration/meta-conversions-api"

    def connect(self, *, dataset_id: str, token: Credential) -> MetaConversionsIntegration:
        """Store dataset and token, and return what is stored.

        `dataset_id` is a text, `token` is a text or a `Secret`.

        POST /integration/meta-conversions-api
        """
        return self._store(dataset_id=dataset_id, token=token)
