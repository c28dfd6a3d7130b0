import asyncio
from collections import deque
from contextvars import ContextVar
from queue import SimpleQueue

from flochat import AsyncFlochat, Flochat

inbox = SimpleQueue()
recent = deque(maxlen=3)
current = ContextVar("current", default=None)


def feed(client):
    for person in client.subscribers.list():
        inbox.put(person)
        recent.append(person)
        current.set(person)


def drain():
    while not inbox.empty():
        print(inbox.get().last_message_type)  #@ last-type=adapts
    print(recent.popleft().last_message_type)  #@ last-type=adapts
    print(current.get().last_message_type)  #@ last-type=adapts


async def produce(client, queue):
    async for person in client.subscribers.list():
        await queue.put(person)


async def consume(queue):
    while (person := await queue.get()) is not None:
        print(person.last_message_type)  #@ last-type=adapts


async def main():
    queue = asyncio.Queue()
    async with AsyncFlochat() as client, asyncio.TaskGroup() as group:
        group.create_task(produce(client, queue))
        group.create_task(consume(queue))


feed(Flochat())
drain()
asyncio.run(main())
