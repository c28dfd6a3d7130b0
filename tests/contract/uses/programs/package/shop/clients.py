from contextlib import contextmanager

from flochat import Flochat


@contextmanager
def connect(key=None):
    client = Flochat(key)
    try:
        yield client
    finally:
        client.close()
