"""``vizsla speak "A vizsla is a dog." -o dog.wav``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.errors import OptionError

if TYPE_CHECKING:
    from vizsla.functions.speech_synthesis import SpeechSynthesizer

__all__ = ["command"]

STDIN = STDOUT = "-"


def command(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A text, a file, or - for standard input.")
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            help="The sound file to write: .wav, .flac, .opus or .mp3; - for WAV on standard "
            "output.",
        ),
    ],
    *,
    voice: Annotated[
        str, typer.Option(help="heart, bella, michael, fenrir; emma, isabella, george, fable.")
    ] = "heart",
    speed: Annotated[float, typer.Option(min=0.5, max=2, help="1 is the voice's own.")] = 1.0,
    ssml: Annotated[bool, typer.Option("--ssml", help="The text is SSML.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Listen to the sound, and say how much is understood.")
    ] = False,
) -> None:
    """Speak a text: English, in American and British voices."""
    from vizsla.cli.console import print_line  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions.loading import load_shipped  # noqa: PLC0415
    from vizsla.modalities.audio.encoded_sound import (  # noqa: PLC0415
        SOUND_FILES,
        encoded_sound,
    )

    ending = "wav" if output == STDOUT else Path(output).suffix.lower().lstrip(".")
    if ending not in SOUND_FILES or ending == "pcm":
        raise OptionError(f"{output}: give a name that ends in .wav, .flac, .opus or .mp3")
    function: SpeechSynthesizer = load_shipped("speak")  # type: ignore[assignment] # of that kind
    spoken = function(_source(text), voice=voice, speed=speed, ssml=ssml, check=check)
    content = encoded_sound(spoken.answer, SOUND_FILES[ending])
    if output == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    from vizsla.atomic.write_whole import write_file  # noqa: PLC0415

    write_file(Path(output), content)
    print_line(f"{output}: {spoken}")
    if check:
        print_line(f"understood: {spoken.checked}")


def _source(text: str) -> object:
    """Return what the function speaks: standard input, a file, or the argument itself."""
    from vizsla.cli.text_inputs import names_files  # noqa: PLC0415
    from vizsla.modalities.text.text_modality import TEXT  # noqa: PLC0415

    if text == STDIN:
        return sys.stdin.buffer.read()
    return Path(text) if names_files(text, TEXT) else text
