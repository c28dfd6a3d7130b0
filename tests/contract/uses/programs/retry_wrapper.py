from flochat import Flochat


def retry(function, *args, **kwargs):
    for _ in range(3):
        try:
            return function(*args, **kwargs)
        except OSError:
            continue
    raise SystemExit


client = Flochat()
tag = retry(client.flow.tags.create, "VIP")  #@ tag-gone=breaks tag-color=breaks
print(tag.name)  #@ tag-name=adapts
