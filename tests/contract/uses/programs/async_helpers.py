import asyncio
from contextlib import asynccontextmanager

from flochat import AsyncFlochat, models


@asynccontextmanager
async def session():
    client = AsyncFlochat()
    try:
        yield client
    finally:
        await client.close()


async def fetch(client: AsyncFlochat, email: str) -> models.Subscriber | None:
    return await client.subscribers.find(email=email)


async def names(client):
    async for tag in client.flow.tags.list():  #@ tags-filter-required=breaks
        yield tag.name  #@ tag-name=adapts


async def limited(gate, work):
    async with gate:
        return await work


async def main():
    async with session() as client:
        one, two = await asyncio.gather(fetch(client, "a@x.example"), fetch(client, "b@x.example"))
        print(one.last_message_type, two.gender == "male")  #@ last-type=adapts gender-more=adapts
        tasks = [asyncio.create_task(fetch(client, email)) for email in ("c", "d")]
        for done in asyncio.as_completed(tasks):
            person = await done
            print(person.last_message_type)  #@ last-type=adapts
        found = await asyncio.wait_for(fetch(client, "e"), timeout=3)
        print(found.last_message_type)  #@ last-type=adapts
        gate = asyncio.Semaphore(2)
        tag = await limited(gate, client.flow.tags.create("x"))  #@ tag-gone=breaks tag-color=breaks
        print(tag.name)  #@ tag-name=adapts
        print([name async for name in names(client)])
        rows = await client.flow.tags.list().to_list()  #@ tags-filter-required=breaks
        print(rows[0].name)  #@ tag-name=adapts
        async with asyncio.timeout(3), asyncio.TaskGroup() as group:
            task = group.create_task(client.account.me())  #@ me-gone=breaks
        print(task.result().email)


asyncio.run(main())
