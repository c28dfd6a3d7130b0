import asyncio

from flochat import AsyncFlochat


async def women(client: AsyncFlochat):
    async for person in client.subscribers.list():
        if person.gender == "female":  #@ gender-more=adapts
            yield person


async def main() -> None:
    async with AsyncFlochat() as client:
        names = [person.name async for person in women(client)]  #@ name-retyped=adapts
        kinds = {p.last_message_type async for p in client.subscribers.list()}  #@ last-type=adapts
        made = await asyncio.gather(
            *(
                client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks
                for name in names
            )
        )
        print([tag.name for tag in made], kinds)  #@ tag-name=adapts


asyncio.run(main())
