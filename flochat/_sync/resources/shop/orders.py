# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/orders.py: edit that one.
"""What people ordered."""

from __future__ import annotations

from collections.abc import Mapping

from ...._requests.bodies import creation_body, update_body
from ...._requests.references import id_of
from ...._requests.shop import ORDER, OrderRef, VariantKey, encode_order_lines
from ...._requests.subscribers import SubscriberRef, user_ns_of
from ...._values.checks import check_text
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.shop import Order, OrderStatus, ShippingMethod
from ...base import Resource
from ...pager import Pager


class OrdersAPI(Resource):
    """`client.shop.orders`: what people ordered.

    Reading needs the scope Manage Team, all else Manage Flow. Little is documented of what the
    service says of an order: `raw` of an `Order` has all that came.
    """

    def list(self, *, subscriber: SubscriberRef | None = None) -> Pager[Order]:
        """All orders, or those of one subscriber. GET /shop/orders

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        query = {"user_ns": None if subscriber is None else user_ns_of(subscriber)}
        return self._list("GET /shop/orders", Order, query=query)

    def get(self, order: OrderRef) -> Order:
        """One order. Raises `NotFoundError`. GET /shop/orders/{orderId}/get-info"""
        return self._record("GET /shop/orders/{}/get-info", Order, id_of(order, Order))

    def create(
        self,
        subscriber: SubscriberRef,
        items: Mapping[VariantKey, int],
        *,
        status: OrderStatus | None = None,
        address: str | None = None,
        suburb: str | None = None,
        state: str | None = None,
        postcode: str | None = None,
        country: str | None = None,
        payment_method: str | None = None,
        shipping_method: ShippingMethod | None = None,
        reference_no: str | None = None,
        tracking_no: str | None = None,
        note: str | None = None,
    ) -> Ack:
        """Create an order for a subscriber.

        `items` goes from a variant or its id to the quantity. `status` is paid, ordered,
        processing, shipped, completed, cancelled or refunded; `shipping_method` pickup or delivery;
        `payment_method` cash, card or the like. Never repeated by itself: when no clear answer
        comes it raises `OutcomeUnknownError`.

        POST /shop/orders/create
        """
        details = creation_body(
            ORDER,
            status=status,
            address=address,
            suburb=suburb,
            state=state,
            postcode=postcode,
            country=country,
            payment_method=payment_method,
            shipping_method=shipping_method,
            reference_no=reference_no,
            tracking_no=tracking_no,
            note=note,
        )
        order = {"user_ns": user_ns_of(subscriber), "items": encode_order_lines(items)}
        return self._action("POST /shop/orders/create", body=order | details)

    def update(
        self,
        order: OrderRef,
        *,
        items: Mapping[VariantKey, int] | NotGiven = NOT_GIVEN,
        status: OrderStatus | NotGiven = NOT_GIVEN,
        address: str | NotGiven | None = NOT_GIVEN,
        suburb: str | NotGiven | None = NOT_GIVEN,
        state: str | NotGiven | None = NOT_GIVEN,
        postcode: str | NotGiven | None = NOT_GIVEN,
        country: str | NotGiven | None = NOT_GIVEN,
        payment_method: str | NotGiven | None = NOT_GIVEN,
        shipping_method: ShippingMethod | NotGiven | None = NOT_GIVEN,
        reference_no: str | NotGiven | None = NOT_GIVEN,
        tracking_no: str | NotGiven | None = NOT_GIVEN,
        note: str | NotGiven | None = NOT_GIVEN,
    ) -> Ack:
        """Change what is given of an order, and leave the rest; None empties a text.

        `items`, from variants to quantities, are all that the order shall have. To move an order
        on so that its buyer hears of it, there is `set_status`.

        PUT /shop/orders/{orderId}/update
        """
        body = update_body(
            ORDER,
            items=items,
            status=status,
            address=address,
            suburb=suburb,
            state=state,
            postcode=postcode,
            country=country,
            payment_method=payment_method,
            shipping_method=shipping_method,
            reference_no=reference_no,
            tracking_no=tracking_no,
            note=note,
        )
        return self._action("PUT /shop/orders/{}/update", id_of(order, Order), body=body)

    def set_status(self, order: OrderRef, status: OrderStatus, *, subscriber: SubscriberRef) -> Ack:
        """Move a subscriber's order to another status, which may set off messages to them.

        `status` is paid, ordered, processing, shipped, completed, cancelled or refunded. Never
        repeated by itself: when no clear answer comes it raises `OutcomeUnknownError`.

        POST /subscriber/update-order-status
        """
        return self._action(
            "POST /subscriber/update-order-status",
            body={
                "user_ns": user_ns_of(subscriber),
                "order_id": id_of(order, Order),
                "status": check_text(status, "status"),
            },
        )
