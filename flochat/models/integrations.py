"""The services that a workspace is connected to, with the credentials that the platform keeps."""

from __future__ import annotations

from attrs import field

from .._values.secret import Secret
from .base import Model, model


@model
class Integration(Model):
    """A service that the workspace is connected to by a key.

    `status` is "verified" once the platform has tried the key. The platform hands keys out in clear
    text: they are a `Secret` here, whose `reveal()` gives the text, and no repr shows them. `raw`
    has them as they came.
    """

    api_key: Secret | None = None
    status: str | None = None


@model
class OpenAIIntegration(Integration):
    """OpenAI, and the organisation that pays."""

    org_id: str | None = None


@model
class DropiIntegration(Integration):
    """Dropi, at the address of its country."""

    url: str | None = None


@model
class WooCommerceIntegration(Integration):
    """A WooCommerce shop."""

    token: Secret | None = None
    url: str | None = None


@model
class ShopifyIntegration(Integration):
    """A Shopify shop; what `wait_time` counts is not documented."""

    token: Secret | None = None
    url: str | None = None
    wait_time: int | None = None


@model
class S3Integration(Integration):
    """A bucket of S3, or of what speaks its protocol."""

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
    """A mini app that is installed in the workspace; `param_names` is what it has to be told."""

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
