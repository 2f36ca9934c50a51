"""English that actors say in two adventure games of Debian, with the text that the screen shows.

In Flight of the Amazon Queen they speak American and British English, in Drascula English with a
Spanish accent; an actor may be several characters. Both games are free to copy (DFSG), under
licences of their own. Their sound is of the nineties: at 11 kHz, the first's as MP3 at 16 kbit/s.
It is harder than what somebody reads. The actors change words of the text, those of Drascula often:
``ALTERED`` names the recordings that are left out for this. Like all recordings, these are fetched
and never copied.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from fetched_packages import debian_files
from recordings import JOINED_PAUSE, JOINED_WORDS, RATE, Recording, load_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

__all__ = ["acted_speech"]

MOST = 12  # recordings of one character
QUEEN = "flight-of-the-amazon-queen=1.0.0-9"
DRASCULA = "drascula=1.0+ds4-2"
DRASCULA_RATE = 11_025  # Hz
TEXTS_AT = 7_253  # where drascula.dat has its texts
LANGUAGES = 6  # of the texts; the first is English
# Who speaks in the files whose names begin so, in the order of the texts.
CHARACTERS = {
    "": "hacker",
    "D": "drascula",
    "B": "drunk",
    "BJ": "billie-jean",
    "E": "mummy",
    "I": "igor",
    "L": "werewolf",
    "P": "pianist",
    "T": "bartender",
    "VB": "von-braun",
}
BLIND_MAN = 58  # the first number of Drascula's files that a blind man says
CRIES = {"APE.DOG", "DOG.DOG", "WEDGE.DOG"}  # dialogues of animals
# What is no English word, or what a right text may write otherwise: letters, digits, slang, British
# endings, and cries.
_NO_TEXT = re.compile(
    r"(?-i:\b[A-Z]\.[A-Z]\b|\b[A-Z] [A-Z]\b)|[0-9]|in'(?!\w)|'em\b|\b[^\Waeiouy_]{3,}\b|unga"
    r"|\b(?:gotta|outta|gonna|wanna|lotta|kinda|dunno|hmph|hic|huh|ah|uh|ha|[a-z]+ised?)\b",
    re.IGNORECASE,
)

# Recordings whose actor seems to change the text. Whisper base and Moonshine tiny heard
# all of them on 2026-11-30. Left out are those where both wrote the same words and the text has
# others, but for words of the Queen that sound alike; and of Drascula those in which each got more
# than one word in four wrong. So the others are a little easier than all together.
# fmt: off
ALTERED = frozenset((
    "T1", "T5", "T7", "T8", "T10", "T14", "T15", "T18", "T19", "T20", "T22", "BJ1", "BJ13", "BJ14",
    "BJ17", "BJ18", "BJ20", "BJ23", "D58", "D67", "D70", "D75", "D77", "D1", "D4", "D11", "D17",
    "D21", "D26", "D28", "D32", "D40", "B1", "B5", "B8", "B11", "B13", "B14", "1", "227", "259",
    "300", "342", "429", "I1", "I5", "I7", "I14", "I17", "I18", "E1", "E3", "E8", "E13", "E14",
    "E21", "P4", "P8", "P9", "P11", "P13", "P16", "VB1", "VB6", "VB17", "VB22", "VB27", "VB33",
    "VB37", "VB42", "VB62", "L1", "L7", "L10", "L12", "L27", "020008P1", "0200A6P1", "0400DCP1",
    "0400DDP4", "07001FP2", "080024P3", "100023P2", "230387P2", "230387P4", "24002AP1", "150028P2",
    "160029P1", "250029P5", "290028P1", "360009P1", "370020P2", "38009FP3", "390030P3", "410008P2",
    "420028P1", "490028P1", "490021P1", "500023P1", "510001P1", "53032EP3", "83030AP1",
))
# fmt: on


class Line(NamedTuple):
    """What one character says in one go.

    Attributes:
        speaker: the game and the character.
        name: the file's name.
        text: as the screen shows it.
        load: returns the samples, float32 (n,) at 16 kHz.

    """

    speaker: str
    name: str
    text: str
    load: Callable[[], NDArray[np.float32]]


def acted_speech() -> list[Recording]:
    """Return recordings of every character, at most ``MOST`` of each, spread over the game."""
    lines = [*_queen(), *_drascula()]
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in lines:
        texts[each.speaker, each.name].add(each.text)
    lines = [
        each
        for each in lines
        if len(texts[each.speaker, each.name]) == 1 and not _NO_TEXT.search(each.text)
    ]
    found = []
    for _, said in groupby(sorted(lines, key=attrgetter("speaker")), attrgetter("speaker")):
        joined = list(_joined(said))
        places = np.linspace(0, len(joined) - 1, min(MOST, len(joined)))
        chosen = [joined[round(place)] for place in places]
        found += [_recording(each) for each in chosen if each[0].name not in ALTERED]
    return found


def _joined(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield lines in groups that have words enough to be a piece of speech."""
    group: list[Line] = []
    for each in lines:
        group.append(each)
        if sum(len(line.text.split()) for line in group) >= JOINED_WORDS:
            yield group
            group = []


def _recording(lines: list[Line]) -> Recording:
    pause = np.zeros(round(JOINED_PAUSE * RATE), np.float32)
    samples = np.concatenate([part for each in lines for part in (each.load(), pause)])
    text = " ".join(each.text for each in lines)
    return Recording(f"{lines[0].speaker}/{lines[0].name}", samples, text)


def _queen() -> Iterator[Line]:
    """Yield the lines of the dialogues, in which Joe, the hero, and one other speak."""
    (game,) = (each for name, each in debian_files(QUEEN).items() if name.endswith("/queen.1c"))
    files = {}
    (count,) = struct.unpack_from(">H", game, 13)
    for n in range(count):
        name, _, start, size = struct.unpack_from(">12sBII", game, 15 + 21 * n)
        files[name.rstrip(b"\0").decode()] = game[start : start + size]
    for dialogue, content in files.items():
        if not dialogue.endswith(".DOG") or dialogue in CRIES:
            continue
        levels, _, key, of_joe, of_other = struct.unpack_from(">5h", content, 20)
        (start,) = struct.unpack_from(">H", content, 42)
        for letter, speaker, at, most in (
            ("J", "joe", 32 + 96 * abs(levels), of_joe),
            ("P", re.sub(r"[0-9]*\.DOG", "", dialogue).lower(), start, of_other),
        ):
            for number, text in _queen_texts(content[20:], at, most):
                # Commands for the figures, such as *02 and *FL, part the text and its files.
                for n, part in enumerate(re.split(r"\*(?:[A-Z]{2}|[0-9]{2})", text), 1):
                    name = f"{key:02}{number:04X}{letter}{n:X}"
                    if part.strip() and f"{name}.SB" in files:
                        load = partial(load_sound, files[f"{name}.SB"])
                        yield Line(f"queen-{speaker}", name, part.strip(), load)


def _queen_texts(content: bytes, at: int, most: int) -> Iterator[tuple[int, str]]:
    """Yield the numbers and texts of one who speaks in a dialogue."""
    for _ in range(most):
        number, length = struct.unpack_from(">hB", content, at + 2)
        at += 5
        yield number, content[at : at + length].decode("latin-1")
        if length:
            at = (at + length + 3) & ~3


def _drascula() -> Iterator[Line]:
    files = {
        Path(name).name: content
        for name, content in debian_files(DRASCULA).items()
        if "/drascula/en/" in name
    }
    data, at = files["drascula.dat"], TEXTS_AT
    for letters, character in CHARACTERS.items():
        texts, at = _drascula_texts(data, at)
        for number, text in enumerate(texts, 1):
            content = files.get(f"{letters}{number}.ALS")
            if content is not None:
                blind = character == "drascula" and number >= BLIND_MAN
                load = partial(load_sound, (np.frombuffer(content, np.uint8), DRASCULA_RATE))
                speaker = f"drascula-{'blind-man' if blind else character}"
                yield Line(speaker, f"{letters}{number}", text, load)


def _drascula_texts(data: bytes, at: int) -> tuple[list[str], int]:
    """Return the English texts of a table, from the first on, and where the next table begins."""
    (count,) = struct.unpack_from(">H", data, at)
    at += 2
    place, texts = at + 6, []  # behind the table's size and a text without words
    for _ in range(1, count):
        place += struct.unpack_from(">H", data, place - 2)[0]
        texts.append(data[place : data.index(b"\0", place)].decode("latin-1").capitalize())
    for _ in range(LANGUAGES):
        at += 2 + struct.unpack_from(">H", data, at)[0]
    return texts, at
