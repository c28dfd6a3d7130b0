from concurrent.futures import ThreadPoolExecutor
from functools import partial

from flochat import Flochat

client = Flochat()
names = ["a", "b"]
made = list(map(client.flow.tags.create, names))  #@ tag-gone=breaks tag-color=breaks
print([tag.name for tag in made])  #@ tag-name=adapts
with ThreadPoolExecutor() as pool:
    futures = [pool.submit(client.flow.tags.create, name) for name in names]  #@ tag-gone=breaks tag-color=breaks
    for future in futures:
        print(future.result().name)  #@ tag-name=adapts
    for tag in pool.map(client.flow.tags.create, names):  #@ tag-gone=breaks tag-color=breaks
        print(tag.name)  #@ tag-name=adapts
for request in client.prepare(client.flow.tags.create, "VIP"):  #@ tag-gone=breaks tag-color=breaks
    print(request.url)
