import pytest


@pytest.mark.usefixtures("server")
class TestPeople:
    @pytest.fixture(autouse=True)
    def _setup(self, client):
        self.client = client

    def test_ana(self, ana):
        assert ana.name.upper() == "ANA"  #@ name-retyped=breaks

    def test_me(self):
        self.client.account.me()  #@ me-gone=breaks


def test_tag(make_tag):
    assert make_tag("a").name.upper() == "A"  #@ tag-name=breaks


def test_refused(client):
    with pytest.raises(ValueError):
        client.flow.tags.create("")  #@ tag-gone=breaks tag-color=breaks
