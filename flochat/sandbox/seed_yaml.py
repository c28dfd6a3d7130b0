"""Reads YAML for a seed: a number that YAML would write otherwise stays the text that it was.

YAML takes 0151234 for an octal number, 12:30 for 750 and 1.50 for 1.5. In a seed these are phones,
times and prices.
"""

from __future__ import annotations

import yaml


class SeedLoader(yaml.SafeLoader):
    """The safe loader of PyYAML, with numbers as they are written."""


def _number(loader: SeedLoader, node: yaml.ScalarNode) -> object:
    text = loader.construct_scalar(node)
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if str(number) == text:
            return number
    return text


for _kind in ("int", "float"):
    SeedLoader.add_constructor(f"tag:yaml.org,2002:{_kind}", _number)
