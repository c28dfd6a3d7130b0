from acme_client import AuthenticatedClient
from acme_client.api.tags import create_tag, list_tags
from acme_client.models import CreateTagBody, Tag

client = AuthenticatedClient(base_url="https://app.example", token="t")


def names() -> list[str]:
    page = list_tags.sync(client=client, name="x")  #@ tags-filter=breaks tags-filter-length=breaks
    return [tag.name for tag in page.data]  #@ tag-name=breaks


def show(tag: Tag):
    print(tag.name, tag.additional_properties["other"])  #@ tag-name=breaks


made = create_tag.sync(client=client, body=CreateTagBody(name="VIP"))  #@ tag-gone=breaks tag-color=breaks
show(made)
