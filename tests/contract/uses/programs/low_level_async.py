from flochat import AsyncFlochat
from flochat_api.api.flow_tag.flow_tags import asyncio as list_tags


async def names():
    async with AsyncFlochat() as client:
        resource = await list_tags(client=client.api)  #@ tags-filter-required=breaks
        return [t.name for t in resource.data]  #@ tag-name=breaks
