from flochat import Flochat as Client
from flochat.models import Subscriber as Person

__all__ = ["Client", "Person", "connect"]


def connect():
    return Client()
