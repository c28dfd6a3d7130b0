import asyncio

from flochat import AsyncFlochat


async def one(client, semaphore, ns):
    async with semaphore:
        return await client.subscribers.get(ns)


async def main():
    semaphore = asyncio.Semaphore(5)
    async with AsyncFlochat() as client, asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(client, semaphore, ns)) for ns in ("f1u1", "f1u2")]
    for task in tasks:
        print(task.result().last_message_type)  #@ last-type=adapts
    people = await asyncio.gather(*(one(client, semaphore, ns) for ns in ("f1u1",)))
    for person in people:
        print(person.last_message_type)  #@ last-type=adapts
    for done in asyncio.as_completed(tasks):
        person = await done
        print(person.name)  #@ name-retyped=adapts
    names = [tag.name async for tag in client.flow.tags.list()]  #@ tag-name=adapts tags-filter-required=breaks
    print(names)


asyncio.run(main())
