"""Find addresses and marks that have one form in all languages: e-mail, URL, IP, GUID, tags."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from vizsla.recognizers.language_pack import shared_table
from vizsla.recognizers.number_text import number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.recognizers.found_entity import EntityValue

__all__ = ["SEQUENCES"]

Found = tuple[int, int, "EntityValue"]

CJK = "\u0800-\u9fff"
LONGEST_LABEL = 63  # letters between the points of a host's name
LOCAL = frozenset(f"{ascii_letters}{digits}._-!#$%&'*+/=?^{{}}|~")
IPV4 = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|0?[1-9][0-9]|0{0,2}[0-9])"
IPV4_WHOLE = re.compile(rf"(?<![A-Za-z0-9_.])({IPV4}(?:\.{IPV4}){{3}})(?![A-Za-z0-9_])(?!\.[0-9])")
HOST = re.compile(r"(?:[0-9A-Za-z][-0-9A-Za-z]{0,62}\.){1,20}")
HOST_END = re.compile(r"[A-Za-z][-A-Za-z]{0,22}[A-Za-z]")
WORD_LETTER = re.compile(r"[A-Za-z0-9_]")
IPV6_RUN = re.compile(r"[0-9A-Fa-f:]{2,45}")
HASHTAG = re.compile(r"(?<!\S)#[a-zA-Z0-9_]+")
MENTION = re.compile(r"@[a-zA-Z0-9_]+(?![a-zA-Z0-9_])(?!\.\w)(?!\w)")
GUID_CORE = "(?:[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}|[a-f0-9]{32})"
# (?ai:) takes the letters of ASCII in either case: re.IGNORECASE alone takes the Kelvin sign for k.
GUID = re.compile(
    rf"(?ai:urn:uuid:{GUID_CORE})(?!\w)|(?ai:%7b{GUID_CORE}%7d|x'{GUID_CORE}'|\{{{GUID_CORE}\}})"
    rf"|(?<!\w)(?ai:{GUID_CORE})(?!\w)"
)
BEFORE_URL = rf"(?:(?<=[\s'\"(\[:\uff1a{CJK}])|^)"
PROTOCOL = r"(?ai:(?:https?|ftp)://)"
URL_END = r"(?::[0-9]{1,5})?(?:[/#][-a-zA-Z0-9:%_+.~#?!&/=]*)?(?![-a-zA-Z0-9:%_+~#?!&/=@])"
URLS = (
    re.compile(
        rf"(?P<ip>(?:{BEFORE_URL}){PROTOCOL}(?:{IPV4}(?:\.{IPV4}){{3}}|(?ai:localhost)){URL_END})"
    ),
    re.compile(
        rf"(?:{BEFORE_URL}{PROTOCOL}?|{PROTOCOL})[a-zA-Z0-9][-a-zA-Z0-9._]{{0,256}}(?<![.])\."
        rf"(?P<tld>[a-zA-Z]{{2,18}}){URL_END}"
    ),
    re.compile(
        r"(?ai:(?:ht|f)tps?://|www\.)[-a-zA-Z0-9@:%._+~#=]{1,256}\.(?P<tld>[a-zA-Z0-9()]{1,6})\b"
        r"[-a-zA-Z0-9()@:%_+.~#?&/=]*"
    ),
)
TIME_OF_DAY = re.compile(r"(?:1?[0-9]|2[0-3])\.[apAP][mM]\Z")
QUOTES = (
    ("\u201c", "\u201d"),
    ("\u2018", "\u2019"),
    ("\u00ab", "\u00bb"),
    ("\u300e", "\u300f"),
    ("\u300c", "\u300d"),
    ("\u201e", "\u201c"),
    ("`", "`"),
    ('"', '"'),
)


def emails(text: str) -> Iterator[Found]:
    """Yield the e-mail addresses of a text."""
    last = 0
    for at in (place.start() for place in re.finditer("@", text)):
        start = at
        while start > last and text[start - 1] in LOCAL and text[start - 1 : start + 1] != "..":
            start -= 1
        while start < at and not text[start].isalnum():
            start += 1
        if start == at or not text[at - 1].isalnum():
            continue
        end = _host_end(text, at + 1)
        if end is not None:
            yield start, end, {"value": text[start:end].lower()}
            last = end


def _host_end(text: str, start: int) -> int | None:
    """Return where the name of a host ends, or an IP address in brackets."""
    if text[start : start + 1] == "[":
        address = IPV4_WHOLE.match(text, start + 1)
        closed = address is not None and text[address.end() : address.end() + 1] == "]"
        return address.end() + 1 if address and closed else None
    labels = HOST.match(text, start)
    if labels is None:
        return None
    points = [place for place in range(labels.start(), labels.end()) if text[place] == "."]
    for point in reversed(points):
        if last := HOST_END.match(text, point + 1):
            return last.end()
    return None


def urls(text: str) -> Iterator[Found]:
    """Yield the URLs of a text."""
    if "." not in text and "://" not in text:
        return
    spans = set()
    for pattern in URLS:
        for match in pattern.finditer(text):
            known = "ip" in match.groupdict() or match["tld"].lower() in _domains()
            if known and not TIME_OF_DAY.match(match.group()):
                whole = match.group().rstrip(".!?")  # the end of the sentence
                spans.add((match.start(), match.start() + len(whole)))
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end, {"value": text[start:end].lower()}
            last = end


@lru_cache(maxsize=1)
def _domains() -> frozenset[str]:
    return frozenset(shared_table("sequences")["top_level_domains"].split())


def addresses(text: str) -> Iterator[Found]:
    """Yield the IP addresses of a text, of both versions."""
    found = [(*match.span(), "ipv4") for match in IPV4_WHOLE.finditer(text)]
    for match in IPV6_RUN.finditer(text):
        start, end = match.span()
        if text[end - 1] == ":" and text[end - 2 : end] != "::":
            end -= 1  # a colon of the sentence
        around = text[start - 1 : start] + text[end : end + 1]
        if _is_ipv6(text[start:end]) and not WORD_LETTER.search(around):
            found.append((start, end, "ipv6"))
    for start, end, version in sorted(found):
        mark = "." if version == "ipv4" else ":"
        parts = [each.lstrip("0") or "0" if each else "" for each in text[start:end].split(mark)]
        yield start, end, {"type": version, "value": mark.join(parts)}


def _is_ipv6(text: str) -> bool:
    if text.count("::") > 1 or ":::" in text or text.count(":") < 2:  # noqa: PLR2004
        return False
    parts = [each for each in text.split(":") if each]
    if any(len(each) > 4 for each in parts):  # noqa: PLR2004 - hex digits of a group
        return False
    if "::" in text:
        return len(parts) <= 7  # noqa: PLR2004 - of eight groups one at least is left out
    return len(parts) == 8 and text.count(":") == 7  # noqa: PLR2004


def guids(text: str) -> Iterator[Found]:
    """Yield the GUIDs of a text, with the reference's score of their form."""
    for match in GUID.finditer(text):
        value = match.group().lower()
        score = 1.0
        if value[0] not in "u{%x":
            score -= 0.1
        if "-" not in value:
            score -= 0.1
        if value.isdigit():
            score -= 0.15
        yield *match.span(), {"value": value, "score": number_text(score)}


def hashtags(text: str) -> Iterator[Found]:
    """Yield the hashtags of a text."""
    for match in HASHTAG.finditer(text):
        yield *match.span(), {"value": match.group().lower()}


def mentions(text: str) -> Iterator[Found]:
    """Yield the mentions of a text."""
    for match in MENTION.finditer(text):
        yield *match.span(), {"value": match.group().lower()}


def quotations(text: str) -> Iterator[Found]:
    """Yield what stands in quotation marks, with them."""
    found = []
    for opening, closing in QUOTES:
        start = -1
        for place, letter in enumerate(text):
            if letter == closing and start >= 0:
                if place > start + 1:
                    found.append((start, place + 1))
                start = -1
            elif letter == opening:
                start = place
    for start, end in sorted(found):
        yield start, end, {"value": text[start:end]}


SEQUENCES = {
    "email": emails,
    "guid": guids,
    "hashtag": hashtags,
    "ip": addresses,
    "mention": mentions,
    "quotedText": quotations,
    "url": urls,
}
