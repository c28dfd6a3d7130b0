# Derived by scripts/sync_twin.py from
# flochat/_async/resources/shop/locations.py: edit that one.
"""The locations of the shop."""

from __future__ import annotations

from ...._requests.bodies import creation_body, update_body
from ...._requests.references import id_of
from ...._requests.shop import LOCATION, LocationRef
from ...._values.checks import check_texts
from ...._values.not_given import NOT_GIVEN, NotGiven
from ....models.base import Ack
from ....models.shop import ShopLocation
from ...base import Resource
from ...pager import Pager


class LocationsAPI(Resource):
    """`client.shop.locations`: the locations of the shop. Needs the scope Manage Team.

    `lat` and `lng` are degrees: north and east are positive, south and west negative.
    """

    def list(self, *, name: str | None = None) -> Pager[ShopLocation]:
        """List the locations, all or those whose name contains `name`.

        The service hands out at most 100 pages of 100 (`PageCapError` beyond).

        GET /shop/locations
        """
        return self._list("GET /shop/locations", ShopLocation, query=check_texts(name=name))

    def get(self, location: LocationRef) -> ShopLocation:
        """Return one location; `location` is a `ShopLocation` or its id. Raises `NotFoundError`.

        GET /shop/locations/{locationId}/get-info
        """
        return self._record(
            "GET /shop/locations/{}/get-info", ShopLocation, id_of(location, ShopLocation)
        )

    def create(
        self, name: str, *, address: str, lat: float, lng: float, note: str | None = None
    ) -> ShopLocation:
        """Create a location.

        Args:
            name: what it is called.
            address: its address, as a text.
            lat: the latitude, from -90 to 90 degrees, north positive.
            lng: the longitude, from -180 to 180 degrees, east positive.
            note: a note; None leaves it out.

        Raises:
            OutcomeUnknownError: no clear answer came, so it may have been created; it is not
                retried.

        POST /shop/locations/create
        """
        body = creation_body(LOCATION, name=name, address=address, lat=lat, lng=lng, note=note)
        return self._record("POST /shop/locations/create", ShopLocation, body=body)

    def update(
        self,
        location: LocationRef,
        *,
        name: str | NotGiven = NOT_GIVEN,
        address: str | NotGiven = NOT_GIVEN,
        lat: float | NotGiven = NOT_GIVEN,
        lng: float | NotGiven = NOT_GIVEN,
        note: str | NotGiven | None = NOT_GIVEN,
    ) -> ShopLocation:
        """Change the given values of a location, leave the others, and return it as it is now.

        Args:
            location: a `ShopLocation` or its id.
            name: the new name; NOT_GIVEN leaves it.
            address: the new address, as a text; NOT_GIVEN leaves it.
            lat: the latitude, from -90 to 90 degrees, north positive; NOT_GIVEN leaves it.
            lng: the longitude, from -180 to 180 degrees, east positive; NOT_GIVEN leaves it.
            note: the new note; NOT_GIVEN leaves it, None empties it.

        PUT /shop/locations/{locationId}/update
        """
        body = update_body(LOCATION, name=name, address=address, lat=lat, lng=lng, note=note)
        return self._record(
            "PUT /shop/locations/{}/update",
            ShopLocation,
            id_of(location, ShopLocation),
            body=body,
        )

    def delete(self, location: LocationRef) -> Ack:
        """Delete `location`, a `ShopLocation` or its id.

        DELETE /shop/locations/{locationId}/delete
        """
        return self._action("DELETE /shop/locations/{}/delete", id_of(location, ShopLocation))
