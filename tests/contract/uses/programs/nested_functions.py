import argparse
import logging
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.pool import ThreadPool

from flochat import Flochat


@contextmanager
def opened(token=None):
    with Flochat(token=token) as client:
        yield client


def build(client):
    def make(name):
        return client.flow.tags.create(name)  #@ tag-gone=breaks tag-color=breaks

    def count():
        nonlocal made
        made += 1

    made = 0
    return make, count


def command_tags(args, client):
    for tag in client.flow.tags.list(name=args.filter):  #@ tags-filter=adapts tags-filter-length=breaks
        logging.info("tag %s", tag.name)  #@ tag-name=adapts


def command_me(args, client):
    print(client.account.me())  #@ me-gone=breaks


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    commands.add_parser("tags").set_defaults(run=command_tags)
    commands.add_parser("me").set_defaults(run=command_me)
    args = parser.parse_args()
    with opened() as client:
        args.run(args, client)
        make, _ = build(client)
        print(make("x").name)  #@ tag-name=adapts
    with ExitStack() as stack, suppress(KeyError):
        inner = stack.enter_context(opened())
        inner.account.me()  #@ me-gone=breaks
    with ThreadPoolExecutor() as pool, opened() as client:
        jobs = {pool.submit(client.subscribers.find, email=e): e for e in ("a", "b")}
        for job in as_completed(jobs):
            print(jobs[job], job.result().last_message_type)  #@ last-type=adapts


main()
