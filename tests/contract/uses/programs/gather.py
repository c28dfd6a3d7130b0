import asyncio

from flochat import AsyncFlochat


async def main():
    client = AsyncFlochat()
    try:
        me, tags, person = await asyncio.gather(
            client.account.me(),  #@ me-gone=breaks
            client.flow.tags.list().to_list(),  #@ tags-filter-required=breaks
            client.subscribers.get("f1u2"),
        )
        print(me.name, len(tags), person.name)  #@ name-retyped=adapts
        task = asyncio.create_task(client.flow.tags.create("a"))  #@ tag-gone=breaks tag-color=breaks
        tag = await task
        print(tag.name)  #@ tag-name=adapts
    finally:
        await client.close()


if __name__ == "__main__":
    asyncio.run(main())
