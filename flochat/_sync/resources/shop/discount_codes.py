# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/discount_codes.py: edit that one.
"""Discount codes."""

from __future__ import annotations

from datetime import datetime

from ...._requests.bodies import update_body
from ...._requests.references import id_of
from ...._requests.shop import DISCOUNT_CODE, DiscountCodeRef, new_discount_code_body
from ...._values.checks import Money, check_text, check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.shop import DiscountCode
from ...base import Resource
from ...pager import Pager


class DiscountCodesAPI(Resource):
    """`client.shop.discount_codes`: what buyers type to pay less. Needs the scope Manage Team.

    Times are naive datetimes, as the platform's own clock shows them: they travel as a text
    without a zone, and nobody has said which it means, so one with a zone is refused rather than
    converted into a guess. They are read back the same way.
    """

    def list(self, *, code: str | None = None) -> Pager[DiscountCode]:
        """All discount codes, or those that contain `code`. GET /shop/discount-codes

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /shop/discount-codes", DiscountCode, query=check_texts(code=code))

    def get(self, discount_code: DiscountCodeRef) -> DiscountCode:
        """One discount code; an int is its id, a text what buyers type. Raises `NotFoundError`.

        GET /shop/discount-codes/{codeId}/get-info, or GET /shop/discount-codes/get-info-by-code
        for a text.
        """
        if isinstance(discount_code, str):
            return self._record(
                "GET /shop/discount-codes/get-info-by-code",
                DiscountCode,
                query={"code": check_text(discount_code, "code")},
            )
        return self._record(
            "GET /shop/discount-codes/{}/get-info",
            DiscountCode,
            id_of(discount_code, DiscountCode),
        )

    def create(
        self,
        code: str,
        *,
        start_time: datetime,
        end_time: datetime,
        percentage: int | None = None,
        amount: Money | None = None,
        free_shipping: bool = False,
        min_price: Money | None = None,
        min_qty: int | None = None,
        max_usage_count: int | None = None,
        once_per_order: bool | None = None,
        one_per_customer: bool | None = None,
    ) -> DiscountCode:
        """Create a discount code that buyers can type from `start_time` to `end_time`.

        It gives one of three things: a `percentage` (1 to 100), an `amount` of money, or
        `free_shipping`. It may ask for a `min_price` or a `min_qty` of what is bought, and be used
        up after `max_usage_count` times. Never repeated by itself: when no clear answer comes it
        raises `OutcomeUnknownError`.

        POST /shop/discount-codes/create
        """
        body = new_discount_code_body(
            code=code,
            start_time=start_time,
            end_time=end_time,
            percentage=percentage,
            amount=amount,
            free_shipping=free_shipping,
            min_price=min_price,
            min_qty=min_qty,
            max_usage_count=max_usage_count,
            once_per_order=once_per_order,
            one_per_customer=one_per_customer,
        )
        return self._record("POST /shop/discount-codes/create", DiscountCode, body=body)

    def update(
        self,
        discount_code: DiscountCode | int,
        *,
        code: str | NotGiven = NOT_GIVEN,
        start_time: datetime | NotGiven = NOT_GIVEN,
        end_time: datetime | NotGiven = NOT_GIVEN,
        percentage: int | NotGiven = NOT_GIVEN,
        amount: Money | NotGiven = NOT_GIVEN,
        free_shipping: bool = False,
        min_price: Money | NotGiven | None = NOT_GIVEN,
        min_qty: int | NotGiven | None = NOT_GIVEN,
        max_usage_count: int | NotGiven | None = NOT_GIVEN,
        once_per_order: bool | NotGiven = NOT_GIVEN,
        one_per_customer: bool | NotGiven = NOT_GIVEN,
    ) -> DiscountCode:
        """Change what is given of a discount code, leave the rest, and return it as it is now.

        The API takes no code by its text here. What it gives replaces what it gave before; a
        `min_price` or `min_qty` of None asks for no minimum any more, and a `max_usage_count` of
        None lifts the limit.

        PUT /shop/discount-codes/{codeId}/update
        """
        body = update_body(
            DISCOUNT_CODE,
            code=code,
            start_time=start_time,
            end_time=end_time,
            percentage=percentage,
            amount=amount,
            free_shipping=free_shipping,
            min_price=min_price,
            min_qty=min_qty,
            max_usage_count=max_usage_count,
            once_per_order=once_per_order,
            one_per_customer=one_per_customer,
        )
        return self._record(
            "PUT /shop/discount-codes/{}/update",
            DiscountCode,
            id_of(discount_code, DiscountCode),
            body=body,
        )

    def delete(self, discount_code: DiscountCodeRef) -> Ack:
        """Delete a discount code; an int is its id, a text what buyers type.

        DELETE /shop/discount-codes/{codeId}/delete, or DELETE /shop/discount-codes/delete-by-code
        for a text.
        """
        if isinstance(discount_code, str):
            return self._action(
                "DELETE /shop/discount-codes/delete-by-code",
                query={"code": check_text(discount_code, "code")},
            )
        return self._action(
            "DELETE /shop/discount-codes/{}/delete", id_of(discount_code, DiscountCode)
        )
