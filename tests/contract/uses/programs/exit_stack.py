from contextlib import AsyncExitStack, ExitStack

from flochat import AsyncFlochat, Flochat

with ExitStack() as stack:
    client = stack.enter_context(Flochat())
    client.account.me()  #@ me-gone=breaks


async def main():
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(AsyncFlochat())
        await client.account.me()  #@ me-gone=breaks
