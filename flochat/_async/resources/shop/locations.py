"""The places where the shop is."""

from __future__ import annotations

from ...._requests.bodies import creation_body, update_body
from ...._requests.references import id_of
from ...._requests.shop import LOCATION, LocationRef
from ...._values.checks import check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.shop import ShopLocation
from ...base import AsyncResource
from ...pager import AsyncPager


class AsyncLocationsAPI(AsyncResource):
    """`client.shop.locations`: the places where the shop is. Needs the scope Manage Team.

    `lat` and `lng` are degrees: north and east are positive, south and west negative.
    """

    def list(self, *, name: str | None = None) -> AsyncPager[ShopLocation]:
        """All locations, or those whose name contains `name`. GET /shop/locations

        The service hands out 100 pages of 100 at the most (`PageCapError` beyond).
        """
        return self._list("GET /shop/locations", ShopLocation, query=check_texts(name=name))

    async def get(self, location: LocationRef) -> ShopLocation:
        """One location. Raises `NotFoundError`. GET /shop/locations/{locationId}/get-info"""
        return await self._record(
            "GET /shop/locations/{}/get-info", ShopLocation, id_of(location, ShopLocation)
        )

    async def create(
        self, name: str, *, address: str, lat: float, lng: float, note: str | None = None
    ) -> ShopLocation:
        """Create a location. POST /shop/locations/create

        Never repeated by itself: when no clear answer comes it raises `OutcomeUnknownError`.
        """
        body = creation_body(LOCATION, name=name, address=address, lat=lat, lng=lng, note=note)
        return await self._record("POST /shop/locations/create", ShopLocation, body=body)

    async def update(
        self,
        location: LocationRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        address: str | NotGiven = NOT_GIVEN,
        lat: float | NotGiven = NOT_GIVEN,
        lng: float | NotGiven = NOT_GIVEN,
        note: str | NotGiven | None = NOT_GIVEN,
    ) -> ShopLocation:
        """Change what is given of a location, leave the rest, and return it as it is now.

        None empties the note. PUT /shop/locations/{locationId}/update
        """
        body = update_body(LOCATION, name=name, address=address, lat=lat, lng=lng, note=note)
        return await self._record(
            "PUT /shop/locations/{}/update",
            ShopLocation,
            id_of(location, ShopLocation),
            body=body,
        )

    async def delete(self, location: LocationRef) -> Ack:
        """Delete a location. DELETE /shop/locations/{locationId}/delete"""
        return await self._action("DELETE /shop/locations/{}/delete", id_of(location, ShopLocation))
