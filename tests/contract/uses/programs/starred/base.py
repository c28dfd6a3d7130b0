from flochat import Flochat as Client
from flochat.models import *

__all__ = ["api", "fetch", "Tag"]

api = Client()


def fetch(email):
    return api.subscribers.find(email=email)
