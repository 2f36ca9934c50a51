"""The options in an address of Computer Vision, checked: what this server has not is refused."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from vizsla.errors import OptionError, RequestError
from vizsla.server.compat.computer_vision.computer_vision_shape import NotOfferedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["FEATURES", "VERSIONS", "check_version", "read_features", "read_options"]

VERSIONS = ("v3.2", "v3.1", "v3.0", "v2.1", "v2.0")
FEATURES = ("Tags", "Description", "Objects")
LANGUAGE = "en"
EXCLUDABLE = {"celebrities", "landmarks"}  # neither is ever in a description here
_WHOLE = re.compile(r"[1-9][0-9]{0,8}\Z", re.ASCII)
_PREVIEW = re.compile(r"-preview(\.\d+)?\Z", re.ASCII)


def check_version(version: str) -> None:
    """Refuse a version of Computer Vision that is not answered.

    Raises:
        RequestError: there is no such version here.

    """
    if _PREVIEW.sub("", version.lower()) not in VERSIONS:
        raise RequestError(
            f"there is no Computer Vision {version!r:.40} here; there are {', '.join(VERSIONS)}",
            HTTPStatus.NOT_FOUND,
        )


def read_options(query: Iterable[tuple[str, str]], allowed: Collection[str]) -> dict[str, str]:
    """Return the options of an address by their names, and refuse what can't be done.

    Args:
        query: the names, in any case of letters, and the texts of the address's parameters.
        allowed: the names that the operation takes.

    Raises:
        OptionError: a parameter is unknown, stands twice, or has a text that it can't have.

    """
    known = {each.lower(): each for each in allowed}
    found: dict[str, str] = {}
    for name, text in query:
        own = known.get(name.lower())
        if own is None:
            raise OptionError(f"there is no parameter {name!r:.80} here; it takes {_list(allowed)}")
        if own in found:
            raise OptionError(f"the parameter {own} stands twice; give it once")
        found[own] = text.strip()
    _check(found)
    return found


def read_features(text: str) -> frozenset[str]:
    """Return the visual features that a request asks for.

    Args:
        text: their names, with commas.

    Raises:
        NotOfferedError: it asks for others, or for none, which means Categories there.

    """
    known = {each.lower(): each for each in FEATURES}
    asked = words(text)
    unknown = [each for each in asked if each.lower() not in known]
    if unknown or not asked:
        what = (
            f"visualFeatures={','.join(unknown)!r:.200}: this server can't tell {_list(unknown)}"
            if unknown
            else "without visualFeatures the service tells Categories, which this server can't"
        )
        raise NotOfferedError(f"{what}; ask for {_list(FEATURES)}", "NotSupportedVisualFeature")
    return frozenset(known[each.lower()] for each in asked)


def words(text: str) -> list[str]:
    """Return the words of a list with commas."""
    return [each.strip() for each in text.split(",") if each.strip()]


def _check(options: dict[str, str]) -> None:
    language = options.get("language", "")
    if language.lower() not in {"", LANGUAGE}:
        raise NotOfferedError(
            f"language={language!r:.40}: descriptions and tags are in English; use {LANGUAGE!r}",
            "NotSupportedLanguage",
        )
    details = words(options.get("details", ""))
    if details:
        raise NotOfferedError(
            f"details={','.join(details)!r:.80}: this server recognises neither celebrities nor "
            "landmarks; leave it out",
            "InvalidDetails",
        )
    excluded = words(options.get("descriptionExclude", ""))
    unknown = [each for each in excluded if each.lower() not in EXCLUDABLE]
    if unknown:
        raise OptionError(
            f"descriptionExclude={unknown[0]!r:.80}: it may be Celebrities or Landmarks"
        )
    model = options.get("model-version", "")
    if model.lower() not in {"", "latest"}:
        raise NotOfferedError(
            f"model-version={model!r:.40}: this server has its own models; leave it out, or use "
            "'latest'",
            "InvalidModel",
        )
    most = options.get("maxCandidates", "")
    if most and not _WHOLE.match(most):
        raise OptionError(f"maxCandidates={most!r:.40} is no whole number from 1")


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"{each:.40}" for each in names)
