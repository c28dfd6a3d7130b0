from .create_tag_body import CreateTagBody
from .tag import Tag
from .tag_list import TagList
