from enum import StrEnum

from flochat import Flochat


class Status(StrEnum):
    NEW = "New"
    LATER = "Scheduled"


def tags(name=None):
    filters = {}
    if name:
        filters["name"] = name
    return Flochat().flow.tags.list(**filters)  #@ tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts


Flochat().broadcasts.list(status=Status.LATER)  #@ status=breaks
Flochat().broadcasts.list(status=Status.NEW.value)
body = {"name": "x"}
body["note"] = "y"
Flochat().request("POST", "/flow/create-tag", json=body)  #@ tag-gone=breaks tag-color=breaks
