from functools import lru_cache

from django.conf import settings

from flochat import Flochat


@lru_cache(maxsize=1)
def get_client() -> Flochat:
    return Flochat(settings.FLOCHAT_KEY)


def tag_names():
    return [tag.name for tag in get_client().flow.tags.list()]  #@ tag-name=adapts tags-filter-required=breaks
