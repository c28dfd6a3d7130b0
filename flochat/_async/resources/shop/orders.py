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
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncOrdersAPI(AsyncResource):
    """`client.shop.orders`: what people ordered.

    Reading needs the scope Manage Team, everything else Manage Flow. Little of what the service
    says about an order is documented: `raw` of an `Order` has all that it sent.
    """

    def list(self, *, subscriber: SubscriberRef | None = None) -> AsyncPager[Order]:
        """List the orders, all or those of `subscriber`, a `Subscriber` or a `user_ns` (f12u34).

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        Example:
            async for order in client.shop.orders.list(subscriber=ana):
                print(order.id, order.status)

        GET /shop/orders
        """
        query = {"user_ns": None if subscriber is None else user_ns_of(subscriber)}
        return self._list("GET /shop/orders", Order, query=query)

    async def get(self, order: OrderRef) -> Order:
        """Return one order; `order` is an `Order` or its id. Raises `NotFoundError`.

        GET /shop/orders/{orderId}/get-info
        """
        return await self._record("GET /shop/orders/{}/get-info", Order, id_of(order, Order))

    async def create(
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

        Args:
            subscriber: a `Subscriber` or a `user_ns` (f12u34).
            items: maps variants, or their ids, to quantities of at least 1; must not be empty.
            status: paid, ordered, processing, shipped, completed, cancelled or refunded; None
                leaves it to the platform.
            address: the street address; None leaves it out.
            suburb: the suburb; None leaves it out.
            state: the state; None leaves it out.
            postcode: the postcode; None leaves it out.
            country: the country; None leaves it out.
            payment_method: cash, card or the like; None leaves it out.
            shipping_method: pickup or delivery; None leaves it out.
            reference_no: a reference number, as a text; None leaves it out.
            tracking_no: a tracking number, as a text; None leaves it out.
            note: a note on the order; None leaves it out.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        Example:
            medium = await client.shop.variants.list(shirt).first()
            await client.shop.orders.create(ana, {medium: 2}, status="ordered", country="Australia")

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
        return await self._action("POST /shop/orders/create", body=order | details)

    async def update(
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
        """Change the given values of an order, and leave the others.

        To move an order on so that its buyer hears of it, use `set_status`.

        Args:
            order: an `Order` or its id.
            items: everything that the order has from now on: maps variants, or their ids, to
                quantities of at least 1; NOT_GIVEN leaves it.
            status: paid, ordered, processing, shipped, completed, cancelled or refunded; NOT_GIVEN
                leaves it.
            address: the street address; NOT_GIVEN leaves it, None empties it.
            suburb: the suburb; NOT_GIVEN leaves it, None empties it.
            state: the state; NOT_GIVEN leaves it, None empties it.
            postcode: the postcode; NOT_GIVEN leaves it, None empties it.
            country: the country; NOT_GIVEN leaves it, None empties it.
            payment_method: cash, card or the like; NOT_GIVEN leaves it, None empties it.
            shipping_method: pickup or delivery; NOT_GIVEN leaves it, None empties it.
            reference_no: a reference number, as a text; NOT_GIVEN leaves it, None empties it.
            tracking_no: a tracking number, as a text; NOT_GIVEN leaves it, None empties it.
            note: a note on the order; NOT_GIVEN leaves it, None empties it.

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
        return await self._action("PUT /shop/orders/{}/update", id_of(order, Order), body=body)

    async def set_status(
        self, order: OrderRef, status: OrderStatus, *, subscriber: SubscriberRef
    ) -> Ack:
        """Move a subscriber's order to another status, which may trigger messages to them.

        `order` is an `Order` or its id, `subscriber` a `Subscriber` or a `user_ns` (f12u34);
        `status` is paid, ordered, processing, shipped, completed, cancelled or refunded. Not
        retried: raises `OutcomeUnknownError` when no clear answer comes.

        POST /subscriber/update-order-status
        """
        return await self._action(
            "POST /subscriber/update-order-status",
            body={
                "user_ns": user_ns_of(subscriber),
                "order_id": id_of(order, Order),
                "status": check_text(status, "status"),
            },
        )
