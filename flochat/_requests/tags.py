"""Tags: how they are referred to."""

from __future__ import annotations

from typing import Final, TypeAlias

from .._values import identifiers
from ..models.tags import Tag
from .references import ReferenceKind

#: A tag, its namespace of the form f12t34, or its name.
TagRef: TypeAlias = Tag | str

TAG: Final = ReferenceKind("tag", identifiers.TAG, Tag, "tag_ns")
