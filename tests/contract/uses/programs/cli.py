import argparse
import sys

from flochat import Flochat
from flochat.errors import FlochatError


def cmd_tags(client, args):
    for tag in client.flow.tags.list(name=args.name):  #@ tags-filter=adapts tags-filter-length=breaks
        print(tag.tag_ns, tag.name)  #@ tag-name=adapts
    return 0


def cmd_me(client, args):
    print(client.account.me().email)  #@ me-gone=breaks
    return 0


def main(argv=None):
    parser = argparse.ArgumentParser()
    sub = parser.add_subparsers()
    sub.add_parser("tags").set_defaults(run=cmd_tags)
    sub.add_parser("me").set_defaults(run=cmd_me)
    args = parser.parse_args(argv)
    try:
        with Flochat() as client:
            return args.run(client, args)
    except FlochatError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
