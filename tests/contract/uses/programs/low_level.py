from flochat import Flochat
from flochat_api.api.flow_tag import flow_create_tag, flow_tags
from flochat_api.models import FlowCreateTagBody

client = Flochat()
found = flow_tags.sync(client=client.api, name="x")  #@ tags-filter=breaks tags-filter-length=breaks
for tag in found.data:
    print(tag.name)  #@ tag-name=breaks
body = FlowCreateTagBody(name="x")  #@ tag-color=breaks
made = flow_create_tag.sync_detailed(client=client.api, body=body)  #@ tag-gone=breaks
print(made.parsed.name)  #@ tag-name=breaks
