from flochat import Flochat

client = Flochat()


def get(path, **query):
    return client.request("GET", path, query=query)  #@ me-gone=breaks tags-filter=adapts tags-filter-length=breaks tags-filter-required=adapts


def of_flow(name):
    return get(f"/flow/{name}")  #@ tags-filter-required=breaks


class Api:
    def __init__(self, client):
        self._client = client

    def send(self, method, path, body):
        return self._client.request(method, path=path, json=body)  #@ tag-gone=breaks tag-color=breaks

    def create_tag(self, name):
        return self.send("POST", "/flow/create-tag", {"name": name})  #@ tag-gone=breaks tag-color=breaks


def me():
    return client.request("GET", "/me")  #@ me-gone=breaks


get("/me")  #@ me-gone=breaks
get("/me")  #@ me-gone=breaks
get("/flow/tags", name="VIP")  #@ tags-filter=adapts tags-filter-length=breaks
of_flow("tags")  #@ tags-filter-required=breaks
me()
Api(client).create_tag("VIP")
get("/team-info")
