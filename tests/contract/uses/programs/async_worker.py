import asyncio

from flochat import AsyncFlochat


async def work(queue: asyncio.Queue) -> None:
    async with AsyncFlochat() as client:
        while True:
            email = await queue.get()
            person = await client.subscribers.find(email=email)
            if person is None:
                continue
            match person.gender:  #@ gender-more=adapts
                case "male":
                    text = "Sir"
                case _:
                    text = "Madam"
            await client.messages.send_text(person.user_ns, text)
            async for other in client.subscribers.list(channel="web"):
                print(other.last_message_type)  #@ last-type=adapts
                break


asyncio.run(work(asyncio.Queue()))
