from .service import Service
from .settings import CLIENT as client

__all__ = ["Service", "client"]
