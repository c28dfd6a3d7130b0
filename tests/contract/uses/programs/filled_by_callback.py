from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Thread

from flochat import Flochat


def each(client, callback):
    for person in client.subscribers.list():
        callback(person)


def worker(client, done):
    done.append(client.subscribers.get("f1u1"))


client = Flochat()
kept, mapped, finished, threaded, partly = [], [], [], [], []
each(client, kept.append)
list(map(mapped.append, client.subscribers.list()))
each(client, partial(partly.insert, 0))


def on_done(future):
    finished.append(future.result())


with ThreadPoolExecutor() as pool:
    pool.submit(client.subscribers.get, "f1u1").add_done_callback(on_done)
Thread(target=worker, args=(client, threaded)).start()
print(kept[0].last_message_type)  #@ last-type=adapts
print(mapped[0].last_message_type)  #@ last-type=adapts
print(finished[0].last_message_type)  #@ last-type=adapts
print(threaded[0].last_message_type)  #@ last-type=adapts
print(partly[0].last_message_type)  #@ last-type=adapts
