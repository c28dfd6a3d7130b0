"""One row for each operation of the contract: what it does to the world, and its limits.

The key is the operation's wire identity, "METHOD /path" with anonymous placeholders: the only
name of an operation that upstream's editors cannot change without changing the wire.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Safety(StrEnum):
    """What a call does, and so what may be done when its answer is lost."""

    READ = "read"
    EDIT = "edit"
    CREATE = "create"
    SEND = "send"
    BROADCAST = "broadcast"
    DESTROY = "destroy"


class Scope(StrEnum):
    """The permission that an operation requires of a key."""

    ANY = "any"
    FLOW = "Manage Flow"
    TEAM = "Manage Team"
    MESSAGE = "Send Message"


class Envelope(StrEnum):
    """The form of a good answer: rows, one record, or a plain "ok"."""

    LIST = "list"
    RECORD = "record"
    ACTION = "action"


#: What may be repeated, unless the row says `once`.
_REPEATABLE: Final = frozenset({Safety.READ, Safety.EDIT, Safety.DESTROY})


class Row(NamedTuple):
    """What is known of one operation beyond its form on the wire.

    `once` says why an edit must not be repeated, and is empty where it may be. `max_items` is the
    batch cap, `max_page` the last page that is served, `max_limit` the most rows of a page.
    """

    safety: Safety
    scope: Scope
    envelope: Envelope
    once: str = ""
    max_items: int | None = None
    max_page: int | None = None
    max_limit: int = 100

    @property
    def repeatable(self) -> bool:
        """Whether making the call twice has the same effect as making it once."""
        return self.safety in _REPEATABLE and not self.once


ANY, FLOW, TEAM, MESSAGE = Scope.ANY, Scope.FLOW, Scope.TEAM, Scope.MESSAGE
LIST, RECORD, ACTION = Envelope.LIST, Envelope.RECORD, Envelope.ACTION

#: An operation that is not in the table may send something, unless it is a GET.
UNKNOWN_READ: Final = Row(Safety.READ, ANY, RECORD)
UNKNOWN_WRITE: Final = Row(Safety.SEND, ANY, RECORD)


def read(
    scope: Scope,
    envelope: Envelope = RECORD,
    *,
    max_page: int | None = None,
    max_limit: int = 100,
    max_items: int | None = None,
) -> Row:
    return Row(Safety.READ, scope, envelope, "", max_items, max_page, max_limit)


def edit(
    scope: Scope, envelope: Envelope = ACTION, *, once: str = "", max_items: int | None = None
) -> Row:
    return Row(Safety.EDIT, scope, envelope, once, max_items)


def create(scope: Scope, envelope: Envelope = RECORD, *, max_items: int | None = None) -> Row:
    return Row(Safety.CREATE, scope, envelope, "", max_items)


def send(scope: Scope) -> Row:
    return Row(Safety.SEND, scope, ACTION)


def broadcast(scope: Scope, *, max_items: int) -> Row:
    return Row(Safety.BROADCAST, scope, ACTION, "", max_items)


def destroy(scope: Scope) -> Row:
    return Row(Safety.DESTROY, scope, ACTION)


#: Operation -> its name once upstream has fixed what looks like a typing error: the integration
#: that is read at /integration/claude is stored and deleted at /integration/calude.
ALIASES: Final[dict[str, str]] = {
    "POST /integration/calude": "POST /integration/claude",
    "DELETE /integration/calude": "DELETE /integration/claude",
}

TABLE: dict[str, Row] = {
    "POST /announcements/read": edit(ANY),
    "POST /facebook-utility-message-template/create": create(FLOW, ACTION),
    "DELETE /facebook-utility-message-template/delete": destroy(FLOW),
    "POST /facebook-utility-message-template/list": read(FLOW, LIST, max_page=100),
    "POST /facebook-utility-message-template/sync": edit(FLOW),
    "GET /flow-agent-summary": read(TEAM, LIST),
    "GET /flow-summary": read(TEAM, LIST),
    "GET /flow/agent-activity-log/data": read(FLOW, LIST, max_limit=1000),
    "GET /flow/agents": read(FLOW, LIST, max_page=100),
    "POST /flow/ai-agent-info": read(FLOW),
    "GET /flow/ai-agents": read(FLOW, LIST, max_page=100),
    "POST /flow/ai-task-info": read(FLOW),
    "GET /flow/ai-tasks": read(FLOW, LIST, max_page=100),
    "GET /flow/bot-fields": read(FLOW, LIST, max_page=100),
    "GET /flow/bot-users-count": read(FLOW, LIST),
    "GET /flow/chat-button-widgets": read(FLOW, LIST, max_page=100),
    "GET /flow/closing-notes": read(FLOW, LIST),
    "GET /flow/closing-notes/{}": read(FLOW),
    "GET /flow/conversations/data": read(FLOW, LIST, max_limit=1000),
    "POST /flow/create-bot-field": create(FLOW),
    "POST /flow/create-closing-note": create(FLOW),
    "POST /flow/create-shortcut": create(FLOW),
    "POST /flow/create-tag": create(FLOW),
    "POST /flow/create-user-field": create(FLOW),
    "GET /flow/custom-events": read(FLOW, LIST, max_page=100),
    "GET /flow/custom-events/data": read(FLOW, LIST),
    "GET /flow/custom-events/summary": read(FLOW),
    "DELETE /flow/delete-bot-field": destroy(FLOW),
    "DELETE /flow/delete-bot-field-by-name": destroy(FLOW),
    "DELETE /flow/delete-closing-note": destroy(FLOW),
    "DELETE /flow/delete-shortcut": destroy(FLOW),
    "DELETE /flow/delete-sub-flow": destroy(FLOW),
    "DELETE /flow/delete-tag": destroy(FLOW),
    "DELETE /flow/delete-tag-by-name": destroy(FLOW),
    "DELETE /flow/delete-user-field": destroy(FLOW),
    "DELETE /flow/delete-user-field-by-name": destroy(FLOW),
    "GET /flow/error-logs/data": read(FLOW, LIST, max_page=100, max_limit=1000),
    "GET /flow/inbound-webhooks": read(FLOW, LIST, max_page=100),
    "GET /flow/segments": read(FLOW, LIST, max_page=100),
    "PUT /flow/set-bot-field": edit(FLOW, RECORD),
    "PUT /flow/set-bot-field-by-name": edit(FLOW, RECORD),
    "PUT /flow/set-bot-fields": edit(FLOW, max_items=20),
    "PUT /flow/set-bot-fields-by-name": edit(FLOW, max_items=20),
    "POST /flow/set-default-start-flow": edit(FLOW),
    "POST /flow/set-web-chat-widget-default-start-flow": edit(FLOW),
    "GET /flow/settings/get-default-ai-provider": read(FLOW),
    "POST /flow/settings/set-audio-transcription": edit(FLOW),
    "POST /flow/settings/set-default-ai-provider": edit(FLOW),
    "GET /flow/shortcuts": read(FLOW, LIST),
    "GET /flow/shortcuts/{}": read(FLOW),
    "GET /flow/subflows": read(FLOW, LIST, max_page=100),
    "GET /flow/tags": read(FLOW, LIST, max_page=100),
    "GET /flow/template-installs": read(FLOW, LIST, max_page=100),
    "POST /flow/update-ai-agent-provider": edit(FLOW),
    "POST /flow/update-ai-task-provider": edit(FLOW),
    "PUT /flow/update-closing-note": edit(FLOW, RECORD),
    "PUT /flow/update-shortcut": edit(FLOW, RECORD),
    "POST /flow/update-user-field": edit(FLOW),
    "GET /flow/user-fields": read(FLOW, LIST, max_page=100),
    "GET /installed-mini-app/list": read(TEAM, LIST, max_page=100),
    "POST /installed-mini-app/update-api-key/{}": edit(TEAM),
    "DELETE /integration/ainvented": destroy(TEAM),
    "GET /integration/ainvented": read(TEAM),
    "POST /integration/ainvented": edit(TEAM, RECORD),
    "DELETE /integration/calude": destroy(TEAM),
    "POST /integration/calude": edit(TEAM, RECORD),
    "GET /integration/claude": read(TEAM),
    "DELETE /integration/dropi": destroy(TEAM),
    "GET /integration/dropi": read(TEAM),
    "POST /integration/dropi": edit(TEAM, RECORD),
    "DELETE /integration/meta-conversions-api": destroy(TEAM),
    "GET /integration/meta-conversions-api": read(TEAM),
    "POST /integration/meta-conversions-api": edit(TEAM, RECORD),
    "DELETE /integration/openai": destroy(TEAM),
    "GET /integration/openai": read(TEAM),
    "POST /integration/openai": edit(TEAM, RECORD),
    "DELETE /integration/s3storage": destroy(TEAM),
    "GET /integration/s3storage": read(TEAM),
    "POST /integration/s3storage": edit(TEAM, RECORD),
    "DELETE /integration/shopify": destroy(TEAM),
    "GET /integration/shopify": read(TEAM),
    "POST /integration/shopify": edit(TEAM, RECORD),
    "DELETE /integration/woocommerce": destroy(TEAM),
    "GET /integration/woocommerce": read(TEAM),
    "POST /integration/woocommerce": edit(TEAM, RECORD),
    "DELETE /integration/xai": destroy(TEAM),
    "GET /integration/xai": read(TEAM),
    "POST /integration/xai": edit(TEAM, RECORD),
    "GET /me": read(ANY),
    "GET /media-library": read(TEAM, LIST, max_page=100),
    "POST /notifications/read": edit(ANY),
    "GET /notifications/recent": read(ANY, LIST),
    "GET /openai-embeddings": read(TEAM, LIST, max_page=100),
    "POST /openai-embeddings/create": create(TEAM),
    "POST /openai-embeddings/generate": edit(TEAM, once="each call starts paid work at OpenAI"),
    "POST /openai-embeddings/import": create(TEAM, ACTION, max_items=100),
    "DELETE /openai-embeddings/{}/delete": destroy(TEAM),
    "GET /openai-embeddings/{}/get-info": read(TEAM),
    "PUT /openai-embeddings/{}/update": edit(TEAM, RECORD),
    "GET /shop/business-hours/info": read(TEAM, LIST),
    "PUT /shop/business-hours/update": edit(TEAM, RECORD),
    "GET /shop/discount-codes": read(TEAM, LIST, max_page=100),
    "POST /shop/discount-codes/create": create(TEAM),
    "DELETE /shop/discount-codes/delete-by-code": destroy(TEAM),
    "GET /shop/discount-codes/get-info-by-code": read(TEAM),
    "DELETE /shop/discount-codes/{}/delete": destroy(TEAM),
    "GET /shop/discount-codes/{}/get-info": read(TEAM),
    "PUT /shop/discount-codes/{}/update": edit(TEAM, RECORD),
    "GET /shop/locations": read(TEAM, LIST, max_page=100),
    "POST /shop/locations/create": create(TEAM),
    "DELETE /shop/locations/{}/delete": destroy(TEAM),
    "GET /shop/locations/{}/get-info": read(TEAM),
    "PUT /shop/locations/{}/update": edit(TEAM, RECORD),
    "GET /shop/orders": read(TEAM, LIST, max_page=100),
    "POST /shop/orders/create": create(FLOW, ACTION),
    "GET /shop/orders/{}/get-info": read(TEAM),
    "PUT /shop/orders/{}/update": edit(FLOW),
    "GET /shop/product-tags": read(TEAM, LIST, max_page=100),
    "POST /shop/product-tags/create": create(TEAM),
    "DELETE /shop/product-tags/{}/delete": destroy(TEAM),
    "GET /shop/product-tags/{}/get-info": read(TEAM),
    "PUT /shop/product-tags/{}/update": edit(TEAM, RECORD),
    "GET /shop/product-types": read(TEAM, LIST, max_page=100),
    "POST /shop/product-types/create": create(TEAM),
    "DELETE /shop/product-types/{}/delete": destroy(TEAM),
    "GET /shop/product-types/{}/get-info": read(TEAM),
    "PUT /shop/product-types/{}/update": edit(TEAM, RECORD),
    "GET /shop/product-vendors": read(TEAM, LIST, max_page=100),
    "POST /shop/product-vendors/create": create(TEAM),
    "DELETE /shop/product-vendors/{}/delete": destroy(TEAM),
    "GET /shop/product-vendors/{}/get-info": read(TEAM),
    "PUT /shop/product-vendors/{}/update": edit(TEAM, RECORD),
    "GET /shop/products": read(TEAM, LIST, max_page=100),
    "POST /shop/products/create": create(TEAM),
    "DELETE /shop/products/{}/delete": destroy(TEAM),
    "GET /shop/products/{}/get-info": read(TEAM),
    "PUT /shop/products/{}/update": edit(TEAM, RECORD),
    "GET /shop/products/{}/variants": read(TEAM, LIST, max_page=100),
    "POST /shop/products/{}/variants/create": create(TEAM),
    "DELETE /shop/products/{}/variants/{}/delete": destroy(TEAM),
    "GET /shop/products/{}/variants/{}/get-info": read(TEAM),
    "PUT /shop/products/{}/variants/{}/update": edit(TEAM, RECORD),
    "POST /subscriber/add-labels-by-name": edit(FLOW, max_items=20),
    "POST /subscriber/add-tag": edit(FLOW),
    "POST /subscriber/add-tag-by-name": edit(FLOW),
    "POST /subscriber/add-tags": edit(FLOW, max_items=20),
    "POST /subscriber/add-tags-by-name": edit(FLOW, max_items=20),
    "POST /subscriber/add-to-cart": edit(FLOW, once="each call adds qty once more"),
    "POST /subscriber/app-trigger": send(FLOW),
    "POST /subscriber/assign-agent": edit(FLOW),
    "POST /subscriber/assign-agent-group": edit(FLOW),
    "POST /subscriber/broadcast": broadcast(FLOW, max_items=200),
    "POST /subscriber/broadcast-by-segment": broadcast(FLOW, max_items=10),
    "POST /subscriber/broadcast-by-tag": broadcast(FLOW, max_items=10),
    "POST /subscriber/broadcast-by-user-id": broadcast(FLOW, max_items=200),
    "POST /subscriber/broadcast-facebook-utility-message-template-by-tag": broadcast(
        FLOW, max_items=10
    ),
    "POST /subscriber/broadcast-facebook-utility-message-template-by-user-id": broadcast(
        FLOW, max_items=200
    ),
    "POST /subscriber/broadcast-whatsapp-template-by-tag": broadcast(FLOW, max_items=10),
    "POST /subscriber/broadcast-whatsapp-template-by-user-id": broadcast(FLOW, max_items=200),
    "DELETE /subscriber/broadcast/cancel": destroy(MESSAGE),
    "DELETE /subscriber/broadcast/delete": destroy(MESSAGE),
    "GET /subscriber/broadcasts": read(MESSAGE, LIST, max_page=500),
    "GET /subscriber/cart": read(FLOW),
    "POST /subscriber/cart-paid": send(FLOW),
    "GET /subscriber/chat-messages": read(FLOW, LIST),
    "POST /subscriber/chat-messages-by-mids": read(FLOW, LIST, max_items=100),
    "DELETE /subscriber/clear-user-field": edit(FLOW),
    "DELETE /subscriber/clear-user-field-by-name": edit(FLOW),
    "DELETE /subscriber/clear-user-fields": edit(FLOW, max_items=20),
    "DELETE /subscriber/clear-user-fields-by-name": edit(FLOW, max_items=20),
    "POST /subscriber/create": create(FLOW),
    "POST /subscriber/create-many": create(FLOW, ACTION, max_items=100),
    "DELETE /subscriber/delete": destroy(FLOW),
    "DELETE /subscriber/empty-cart": edit(FLOW),
    "GET /subscriber/get-info": read(FLOW),
    "GET /subscriber/get-info-by-user-id": read(FLOW),
    "POST /subscriber/log-custom-event": send(FLOW),
    "POST /subscriber/move-chat-to": edit(FLOW),
    "POST /subscriber/opt-in-email": edit(FLOW),
    "POST /subscriber/opt-in-sms": edit(FLOW),
    "DELETE /subscriber/opt-out-email": edit(FLOW),
    "DELETE /subscriber/opt-out-sms": edit(FLOW),
    "POST /subscriber/pause-bot": edit(FLOW),
    "DELETE /subscriber/remove-from-cart": edit(FLOW, once="may take one piece at a time"),
    "DELETE /subscriber/remove-labels-by-name": edit(FLOW, max_items=20),
    "DELETE /subscriber/remove-tag": edit(FLOW),
    "DELETE /subscriber/remove-tag-by-name": edit(FLOW),
    "DELETE /subscriber/remove-tags": edit(FLOW, max_items=20),
    "DELETE /subscriber/remove-tags-by-name": edit(FLOW, max_items=20),
    "POST /subscriber/resume-bot": edit(FLOW),
    "POST /subscriber/send-content": send(FLOW),
    "POST /subscriber/send-email": send(FLOW),
    "POST /subscriber/send-facebook-utility-message-template": send(FLOW),
    "POST /subscriber/send-facebook-utility-message-template-by-user-id": send(FLOW),
    "POST /subscriber/send-main-flow": send(FLOW),
    "POST /subscriber/send-node": send(FLOW),
    "POST /subscriber/send-sms": send(FLOW),
    "POST /subscriber/send-sub-flow": send(FLOW),
    "POST /subscriber/send-sub-flow-by-flow-name": send(FLOW),
    "POST /subscriber/send-sub-flow-by-user-id": send(FLOW),
    "POST /subscriber/send-text": send(FLOW),
    "POST /subscriber/send-whatsapp-template": send(FLOW),
    "POST /subscriber/send-whatsapp-template-by-user-id": send(FLOW),
    "PUT /subscriber/set-user-field": edit(FLOW),
    "PUT /subscriber/set-user-field-by-name": edit(FLOW),
    "PUT /subscriber/set-user-fields": edit(FLOW, max_items=20),
    "PUT /subscriber/set-user-fields-by-name": edit(FLOW, max_items=20),
    "POST /subscriber/subscribe-to-bot": edit(FLOW),
    "POST /subscriber/unassign-agent": edit(FLOW),
    "DELETE /subscriber/unsubscribe-from-bot": edit(FLOW),
    "PUT /subscriber/update": edit(FLOW, RECORD),
    "POST /subscriber/update-order-status": send(FLOW),
    "GET /subscribers": read(FLOW, LIST, max_page=1000),
    "GET /team-bot-users": read(TEAM, LIST, max_page=1000),
    "GET /team-flows": read(TEAM, LIST, max_page=100),
    "GET /team-info": read(TEAM),
    "GET /team-members": read(TEAM, LIST, max_page=100),
    "GET /team/agent-group/{}": read(TEAM),
    "GET /team/agent-groups": read(TEAM, LIST, max_page=100),
    "POST /team/create-agent-group": create(TEAM),
    "POST /team/create-label": create(TEAM),
    "DELETE /team/delete-agent-group/{}": destroy(TEAM),
    "DELETE /team/delete-label": destroy(TEAM),
    "DELETE /team/delete-label-by-name": destroy(TEAM),
    "GET /team/labels": read(TEAM, LIST, max_page=100),
    "GET /team/ticket-lists": read(TEAM, LIST, max_page=100),
    "POST /team/ticket-lists/{}/create": create(TEAM, ACTION),
    "DELETE /team/ticket-lists/{}/delete/{}": destroy(TEAM),
    "GET /team/ticket-lists/{}/fields": read(TEAM, LIST),
    "GET /team/ticket-lists/{}/items": read(TEAM, LIST, max_page=100),
    "GET /team/ticket-lists/{}/items/{}/comments": read(TEAM, LIST),
    "POST /team/ticket-lists/{}/items/{}/comments": create(TEAM, ACTION),
    "GET /team/ticket-lists/{}/log-data": read(TEAM, LIST),
    "PUT /team/ticket-lists/{}/update/{}": edit(TEAM),
    "POST /team/update-agent-group-users/{}": edit(TEAM),
    "PUT /team/update-agent-group/{}": edit(TEAM, RECORD),
    "POST /template/{}/generate-one-time-link": create(TEAM),
    "GET /template/{}/installs": read(TEAM, LIST, max_page=100),
    "GET /templates": read(TEAM, LIST, max_page=100),
    "PUT /user/change-password": edit(
        ANY, once="the second call would come with an old password that is no longer valid"
    ),
    "GET /wa-call-logs": read(TEAM, LIST, max_page=1000),
    "POST /whatsapp-template/create": create(FLOW, ACTION),
    "DELETE /whatsapp-template/delete": destroy(FLOW),
    "POST /whatsapp-template/list": read(FLOW, LIST, max_page=100),
    "POST /whatsapp-template/sync": edit(FLOW),
    "GET /workspace-settings/channels": read(TEAM),
    "GET /workspace-settings/live-chat-sidebar": read(TEAM, LIST),
    "POST /workspace-settings/update-channels": edit(TEAM, RECORD),
    "POST /workspace-settings/update-live-chat-sidebar": edit(TEAM, LIST),
}
