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
from ..base import AsyncResource

S = TypeVar("S", bound=Model)


class AsyncIntegrationsAPI(AsyncResource):
    """`client.integrations`: one service each, by name. Needs the scope Manage Team.

    Each has `get`, `connect` and `disconnect`. Keys are returned as a `Secret`, which no repr
    shows, and may be given as one.
    """

    @cached_property
    def openai(self) -> AsyncOpenAIAPI:
        """OpenAI."""
        return AsyncOpenAIAPI(self._transport)

    @cached_property
    def claude(self) -> AsyncClaudeAPI:
        """Claude, by Anthropic."""
        return AsyncClaudeAPI(self._transport)

    @cached_property
    def xai(self) -> AsyncXAIAPI:
        """xAI."""
        return AsyncXAIAPI(self._transport)

    @cached_property
    def ainvented(self) -> AsyncAInventedAPI:
        """AInvented."""
        return AsyncAInventedAPI(self._transport)

    @cached_property
    def shopify(self) -> AsyncShopifyAPI:
        """A Shopify shop."""
        return AsyncShopifyAPI(self._transport)

    @cached_property
    def woocommerce(self) -> AsyncWooCommerceAPI:
        """A WooCommerce shop."""
        return AsyncWooCommerceAPI(self._transport)

    @cached_property
    def dropi(self) -> AsyncDropiAPI:
        """Dropi."""
        return AsyncDropiAPI(self._transport)

    @cached_property
    def s3(self) -> AsyncS3API:
        """An S3 bucket."""
        return AsyncS3API(self._transport)

    @cached_property
    def meta_conversions(self) -> AsyncMetaConversionsAPI:
        """Meta's Conversions API."""
        return AsyncMetaConversionsAPI(self._transport)


class AsyncIntegrationAPI(AsyncResource, Generic[S]):
    """What all integrations can do; each subclass names its settings and its operations."""

    _settings: type[S]
    _get: str
    _post: str
    _delete: str

    async def get(self) -> S:
        """Return the settings that the workspace has stored.

        Raises `NotFoundError` when it has none.

        GET /integration/NAME
        """
        return await self._record(self._get, self._settings)

    async def disconnect(self) -> Ack:
        """Delete the settings that the workspace has stored. DELETE /integration/NAME"""
        return await self._action(self._delete)

    async def _store(self, **given: Credential | int | None) -> S:
        return await self._record(self._post, self._settings, body=settings_body(**given))


class AsyncKeyIntegrationAPI(AsyncIntegrationAPI[Integration]):
    """What an integration can do that takes only a key."""

    _settings = Integration

    async def connect(self, api_key: Credential) -> Integration:
        """Store `api_key`, a text or a `Secret`, in place of the previous one.

        Returns what is stored.

        POST /integration/NAME
        """
        return await self._store(api_key=api_key)


class AsyncAInventedAPI(AsyncKeyIntegrationAPI):
    """`client.integrations.ainvented`: GET, POST and DELETE /integration/ainvented."""

    _get = "GET /integration/ainvented"
    _post = "POST /integration/ainvented"
    _delete = "DELETE /integration/ainvented"


class AsyncClaudeAPI(AsyncKeyIntegrationAPI):
    """`client.integrations.claude`.

    GET /integration/claude, POST and DELETE /integration/calude.
    """

    _get = "GET /integration/claude"
    _post = "POST /integration/calude"
    _delete = "DELETE /integration/calude"


class AsyncXAIAPI(AsyncKeyIntegrationAPI):
    """`client.integrations.xai`: GET, POST and DELETE /integration/xai."""

    _get = "GET /integration/xai"
    _post = "POST /integration/xai"
    _delete = "DELETE /integration/xai"


class AsyncOpenAIAPI(AsyncIntegrationAPI[OpenAIIntegration]):
    """`client.integrations.openai`: GET, POST and DELETE /integration/openai."""

    _settings = OpenAIIntegration
    _get = "GET /integration/openai"
    _post = "POST /integration/openai"
    _delete = "DELETE /integration/openai"

    async def connect(self, api_key: Credential, *, org_id: str | None = None) -> OpenAIIntegration:
        """Store the key in place of the previous one, and return what is stored.

        `api_key` is a text or a `Secret`; `org_id` is the organisation that pays, where the key
        belongs to several, and None gives none.

        POST /integration/openai
        """
        return await self._store(api_key=api_key, org_id=org_id)


class AsyncDropiAPI(AsyncIntegrationAPI[DropiIntegration]):
    """`client.integrations.dropi`: GET, POST and DELETE /integration/dropi."""

    _settings = DropiIntegration
    _get = "GET /integration/dropi"
    _post = "POST /integration/dropi"
    _delete = "DELETE /integration/dropi"

    async def connect(self, api_key: Credential, *, url: str) -> DropiIntegration:
        """Store key and address, and return what is stored.

        `api_key` is a text or a `Secret`, `url` the address ("https://api.dropi.co/").

        POST /integration/dropi
        """
        return await self._store(api_key=api_key, url=url)


class AsyncWooCommerceAPI(AsyncIntegrationAPI[WooCommerceIntegration]):
    """`client.integrations.woocommerce`: GET, POST and DELETE /integration/woocommerce."""

    _settings = WooCommerceIntegration
    _get = "GET /integration/woocommerce"
    _post = "POST /integration/woocommerce"
    _delete = "DELETE /integration/woocommerce"

    async def connect(
        self, api_key: Credential, *, token: Credential, url: str
    ) -> WooCommerceIntegration:
        """Store key, token and address of the shop, and return what is stored.

        `api_key` and `token` are each a text or a `Secret`, `url` is the address of the shop
        ("https://...").

        POST /integration/woocommerce
        """
        return await self._store(api_key=api_key, token=token, url=url)


class AsyncShopifyAPI(AsyncIntegrationAPI[ShopifyIntegration]):
    """`client.integrations.shopify`: GET, POST and DELETE /integration/shopify."""

    _settings = ShopifyIntegration
    _get = "GET /integration/shopify"
    _post = "POST /integration/shopify"
    _delete = "DELETE /integration/shopify"

    async def connect(
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
        return await self._store(api_key=api_key, token=token, url=url, wait_time=wait_time)


class AsyncS3API(AsyncIntegrationAPI[S3Integration]):
    """`client.integrations.s3`: GET, POST and DELETE /integration/s3storage."""

    _settings = S3Integration
    _get = "GET /integration/s3storage"
    _post = "POST /integration/s3storage"
    _delete = "DELETE /integration/s3storage"

    async def connect(
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
        return await self._store(
            api_key=api_key, secret=secret, bucket=bucket, url=url, region=region
        )


class AsyncMetaConversionsAPI(AsyncIntegrationAPI[MetaConversionsIntegration]):
    """`client.integrations.meta_conversions`.

    GET, POST and DELETE /integration/meta-conversions-api.
    """

    _settings = MetaConversionsIntegration
    _get = "GET /integration/meta-conversions-api"
    _post = "POST /integration/meta-conversions-api"
    _delete = "DELETE /integration/meta-conversions-api"

    async def connect(self, *, dataset_id: str, token: Credential) -> MetaConversionsIntegration:
        """Store dataset and token, and return what is stored.

        `dataset_id` is a text, `token` is a text or a `Secret`.

        POST /integration/meta-conversions-api
        """
        return await self._store(dataset_id=dataset_id, token=token)
