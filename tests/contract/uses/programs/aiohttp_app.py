from aiohttp import web

from flochat import AsyncFlochat


async def start(app):
    app["client"] = AsyncFlochat()
    app.state.client = AsyncFlochat()


async def create(request):
    client: AsyncFlochat = request.app["client"]
    tag = await client.flow.tags.create(request.query["name"])  #@ tag-gone=breaks tag-color=breaks
    return web.json_response({"name": tag.name})  #@ tag-name=adapts


async def other(request):
    tag = await request.app.state.client.flow.tags.create("x")  #@ tag-gone=breaks tag-color=breaks
    return web.Response(text=tag.name)  #@ tag-name=adapts
