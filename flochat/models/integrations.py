"""Services that a workspace is connected to, with the credentials that the platform keeps."""

from __future__ import annotations

from attrs import field

from .._values.secret import Secret
from .base import Model, model


@model
class Integration(Model):
    """A service that the workspace is connected to with an API key.

    `status` is "verified" once the platform has tried the key. The platform returns keys in clear
    text: here they are a `Secret`, which a repr does not show and whose `reveal()` returns the key.
    `raw` has them as they were sent.
    """

    api_key: Secret | None = None
    status: str | None = None


@model
class OpenAIIntegration(Integration):
    """OpenAI; `org_id` is the organisation that pays."""

    org_id: str | None = None


@model
class DropiIntegration(Integration):
    """Dropi; `url` is that of its country."""

    url: str | None = None


@model
class WooCommerceIntegration(Integration):
    """A WooCommerce shop."""

    token: Secret | None = None
    url: str | None = None


@model
class ShopifyIntegration(Integration):
    """A Shopify shop; the unit of `wait_time` is not documented."""

    token: Secret | None = None
    url: str | None = None
    wait_time: int | None = None


@model
class S3Integration(Integration):
    """A bucket of S3, or of another service with its API."""

    api_key: Secret | None = field(default=None, metadata={"wire": ("api_key", "key")})
    secret: Secret | None = None
    bucket: str | None = None
    region: str | None = None
    url: str | None = None


@model
class MetaConversionsIntegration(Model):
    """A dataset of Meta's Conversions API."""

    dataset_id: str | None = None
    token: Secret | None = None
    status: str | None = None


@model
class MiniApp(Model):
    """A mini app installed in the workspace; `param_names` are the parameters that it needs."""

    id: int | None = None
    app_ns: str | None = None
    title: str | None = None
    intro: str | None = None
    image: str | None = None
    logo: str | None = None
    version: str | None = None
    status: str | None = None
    auth_type: str | None = None
    param_names: tuple[str, ...] = ()
