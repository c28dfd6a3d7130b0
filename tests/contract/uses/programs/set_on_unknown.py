from aiohttp import web

from flochat import AsyncFlochat, Flochat


async def start(app):
    app["cache"] = [1]
    app["tag"] = await AsyncFlochat().flow.tags.create("web")  #@ tag-gone=breaks tag-color=breaks


def middleware(request, handler):
    request.person = Flochat().subscribers.get("f1u1")
    return handler(request)


async def show(request):
    return web.Response(text=request.app["tag"].name)  #@ tag-name=adapts


def view(request):
    return request.person.last_message_type  #@ last-type=adapts


def other(request, row):
    return request.app["other"].name, row.name, row["name"]
