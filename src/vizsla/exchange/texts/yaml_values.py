"""Parses YAML into texts, lists and mappings, and nothing else.

Every scalar stays the text that it is written as: an intent called ``no`` is no ``False``.
"""

from __future__ import annotations

import re
from typing import Any

from vizsla.errors import InputFormatError, MissingExtraError

__all__ = ["parse_yaml"]

_MAY_BE_ALIAS = re.compile(r"(?:^|[\s\[{,])\*[^\s,\]}]")


def parse_yaml(text: str, title: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return the value of a YAML document: texts, lists, and mappings by texts.

    Args:
        text: the document.
        title: the file's name, for messages.

    Raises:
        InputFormatError: the text is not YAML, or repeats a part by an alias (``*name``): a short
            text could stand for a huge value.
        MissingExtraError: PyYAML is not installed.

    """
    try:
        import yaml  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            f"{title} is YAML, and reading it needs pyyaml, which is not installed: "
            "pip install 'vizsla[text]'"
        ) from error
    # Of PyYAML's loaders the one that makes only texts, lists and mappings.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        if _MAY_BE_ALIAS.search(text) and any(
            isinstance(each, yaml.AliasEvent) for each in yaml.parse(text, Loader=loader)
        ):
            raise InputFormatError(
                f"{title} repeats a part of itself by an alias (*name), which is not read here. "
                "Write the part out."
            )
        return yaml.load(text, Loader=loader)  # noqa: S506 - it makes no objects
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else error
        raise InputFormatError(
            f"{title} is not YAML ({' '.join(str(reason).split())}). Mend the line, or export the "
            "file again."
        ) from error
