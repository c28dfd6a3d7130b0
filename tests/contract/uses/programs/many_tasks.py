import asyncio

from flochat import AsyncFlochat


async def fetch(client: AsyncFlochat, ns: str):
    return await client.subscribers.get(ns)


async def limited(client, ns, gate):
    async with gate:
        return await client.subscribers.get(ns)


async def main(all_ns: list[str]):
    async with AsyncFlochat() as client:
        people = await asyncio.gather(*(fetch(client, ns) for ns in all_ns))
        for person in people:
            print(person.last_message_type.upper())  #@ last-type=breaks
        gate = asyncio.Semaphore(3)
        jobs = [limited(client, ns, gate) for ns in all_ns]
        for done in asyncio.as_completed(jobs):
            one = await done
            print(one.name.upper())  #@ name-retyped=breaks
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(client, ns)) for ns in all_ns]
            other = group.create_task(client.account.me())  #@ me-gone=breaks
        names = [task.result().name.upper() for task in tasks]  #@ name-retyped=breaks
        results = await asyncio.gather(*[fetch(client, ns) for ns in all_ns], return_exceptions=True)
        good = [r for r in results if not isinstance(r, BaseException)]
        print(good[0].last_message_type.lower(), names, other)  #@ last-type=breaks
        done, _ = await asyncio.wait(tasks)
        for task in done:
            print(task.result().last_message_type.upper())  #@ last-type=breaks
        tag = await asyncio.wait_for(client.flow.tags.create("a"), timeout=3)  #@ tag-gone=breaks tag-color=breaks
        print(tag.name.upper())  #@ tag-name=breaks


asyncio.run(main(["f1u1"]))
