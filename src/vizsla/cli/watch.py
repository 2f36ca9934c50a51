"""``vizsla watch knocks day.wav``."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import print_line
from vizsla.cli.printing import print_json
from vizsla.errors import OptionError

__all__ = ["command"]


def command(
    function: options.FunctionName,
    sound: Annotated[
        str | None, typer.Argument(help="A recording of any length, or a URL of one.")
    ] = None,
    threshold: options.Threshold = None,
    *,
    seconds: Annotated[
        float, typer.Option(help="The length of a window: best that of the examples.")
    ] = 1.0,
    step: Annotated[
        float | None, typer.Option(help="Seconds from a window to the next; by default half one.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Print the answers that are not sure, too.")
    ] = False,
    microphone: Annotated[
        bool,
        typer.Option(
            "--microphone",
            help="Answer what is heard now, until Ctrl-C; pip install 'vizsla\\[microphone]'.",
        ),
    ] = False,
    json: options.AsJson = False,
) -> None:
    """Answer a long recording window by window, and say when: for functions of sounds."""
    if microphone == (sound is not None):
        raise OptionError("give a sound to watch, or --microphone")
    from vizsla.functions import load  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions.sound_classification import SoundClassifier  # noqa: PLC0415
    from vizsla.modalities.audio.microphone import Microphone  # noqa: PLC0415

    opened = load(function)
    if not isinstance(opened, SoundClassifier):
        raise OptionError(
            f"{function!r:.80} takes {opened.modality.plural}, and only a function of sounds "
            f"watches: vizsla call {opened.name}"
        )
    source = Microphone() if sound is None else sound
    for part in opened.watch(source, seconds=seconds, step=step, threshold=threshold):
        if not (every or part.answer.sure):
            continue
        if json:
            times = {"start": round(part.start, 3), "end": round(part.end, 3)}
            print_json({**times, **part.answer.to_dict()})
        else:
            print_line(part)
