import pytest

from flochat import Flochat
from flochat.sandbox import serve


@pytest.fixture(scope="session")
def server():
    with serve() as it:
        yield it


@pytest.fixture
def client(server):
    with Flochat(server.api_key, base_url=server.url) as it:
        yield it


@pytest.fixture(name="ana")
def _ana(client):
    person = client.subscribers.create(phone="+61", first_name="Ana")
    yield person


@pytest.fixture
def make_tag(client):
    made = []

    def make(name):
        tag = client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks
        made.append(tag)
        return tag

    yield make
    print(len(made))
