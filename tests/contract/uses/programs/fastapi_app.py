from typing import Annotated

from fastapi import Depends, FastAPI

from flochat import AsyncFlochat

app = FastAPI()


async def client():
    async with AsyncFlochat() as it:
        yield it


Client = Annotated[AsyncFlochat, Depends(client)]


@app.get("/people/{user_ns}")
async def person(user_ns: str, flochat: Client):
    found = await flochat.subscribers.get(user_ns)
    return {"last": found.last_message_type}  #@ last-type=adapts


@app.post("/tags")
async def add(name: str, flochat=Depends(client)):
    tag = await flochat.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks
    return tag.name  #@ tag-name=adapts
