from b import K, C


def shown(row: K) -> str:
    return row.name  #@ tag-name=adapts name-retyped=adapts


def me(client: C) -> None:
    client.account.me()  #@ me-gone=breaks


async def ame(client: C) -> None:
    print(await client.account.me())  #@ me-gone=breaks
