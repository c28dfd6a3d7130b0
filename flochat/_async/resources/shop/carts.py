"""What people are about to buy."""

from __future__ import annotations

from ...._requests.bodies import creation_body
from ...._requests.references import id_of
from ...._requests.shop import ORDER, VariantRef
from ...._requests.subscribers import SubscriberRef, user_ns_of
from ...._values.checks import check_count
from ....models.base import Ack
from ....models.shop import Cart, ShippingMethod, Variant
from ...base import AsyncResource


class AsyncCartsAPI(AsyncResource):
    """`client.shop.carts`: what each subscriber is about to buy. Needs the scope Manage Flow."""

    async def get(self, subscriber: SubscriberRef) -> Cart:
        """The cart of a subscriber. Raises `NotFoundError`. GET /subscriber/cart"""
        return await self._record(
            "GET /subscriber/cart", Cart, query={"user_ns": user_ns_of(subscriber)}
        )

    async def add(self, subscriber: SubscriberRef, variant: VariantRef, *, qty: int = 1) -> Ack:
        """Put a variant into a subscriber's cart, `qty` pieces more than are in it.

        Never repeated by itself, since each call adds: when no clear answer comes it raises
        `OutcomeUnknownError`.

        POST /subscriber/add-to-cart
        """
        return await self._action(
            "POST /subscriber/add-to-cart",
            body={
                "user_ns": user_ns_of(subscriber),
                "variant_id": id_of(variant, Variant),
                "qty": check_count(qty, "qty", minimum=1),
            },
        )

    async def remove(self, subscriber: SubscriberRef, variant: VariantRef) -> Ack:
        """Take a variant out of a subscriber's cart.

        Whether all of its pieces or one at a time is not documented, so the call is never repeated
        by itself: when no clear answer comes it raises `OutcomeUnknownError`.

        DELETE /subscriber/remove-from-cart
        """
        return await self._action(
            "DELETE /subscriber/remove-from-cart",
            body={"user_ns": user_ns_of(subscriber), "variant_id": id_of(variant, Variant)},
        )

    async def empty(self, subscriber: SubscriberRef) -> Ack:
        """Take everything out of a subscriber's cart. DELETE /subscriber/empty-cart"""
        return await self._action(
            "DELETE /subscriber/empty-cart", body={"user_ns": user_ns_of(subscriber)}
        )

    async def mark_paid(
        self,
        subscriber: SubscriberRef,
        *,
        name: str | None = None,
        email: str | None = None,
        phone: str | None = None,
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
        """Turn a subscriber's cart into a paid order, which may set off messages to them.

        `name`, `email`, `phone` and what follows are the buyer's; `payment_method` is cash, card or
        the like, `shipping_method` pickup or delivery. Never repeated by itself: when no clear
        answer comes it raises `OutcomeUnknownError`.

        POST /subscriber/cart-paid
        """
        body = creation_body(
            ORDER,
            name=name,
            email=email,
            phone=phone,
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
        return await self._action(
            "POST /subscriber/cart-paid", body={"user_ns": user_ns_of(subscriber), **body}
        )
