from typing import Generic, Optional, TypeVar

T = TypeVar("T")


class Unset: ...


UNSET = Unset()


class Response(Generic[T]):
    status_code: int
    parsed: Optional[T]
