"""``vizsla listen memo.m4a``, ``vizsla listen talk.mp3 --srt > talk.srt``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import options
from vizsla.cli.sample_input import Sample, given_or_sample
from vizsla.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.functions.speech_recognition import SpeechRecognizer
    from vizsla.modalities.limits import Limits

__all__ = ["command"]

STDIN = "-"


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOUND", help="Sound files, folders, patterns, URLs, or - for standard input."
        ),
    ] = None,
    threshold: options.Threshold = None,
    *,
    sample: Sample = False,
    srt: Annotated[bool, typer.Option("--srt", help="Print subtitles as SubRip.")] = False,
    vtt: Annotated[bool, typer.Option("--vtt", help="Print subtitles as WebVTT.")] = False,
    microphone: Annotated[
        bool,
        typer.Option(
            "--microphone",
            help="Transcribe the microphone, until Ctrl-C; pip install 'vizsla\\[microphone]'.",
        ),
    ] = False,
    copy_models: Annotated[
        Path | None,
        typer.Option(
            "--copy-models",
            metavar="FOLDER",
            help="Listen to nothing: copy the models to this folder, for @vizsla/runtime/listen.",
        ),
    ] = None,
    json: options.AsJson = False,
    write: options.Write = None,
    skip: options.Skip = 0,
    allow_private_urls: options.AllowPrivate = False,
) -> None:
    """Transcribe speech: English, with the time of each word."""
    from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
    from vizsla.cli.console import stage_bar  # noqa: PLC0415
    from vizsla.functions.loading import load_shipped  # noqa: PLC0415
    from vizsla.modalities.limits import Limits  # noqa: PLC0415

    forms = [srt, vtt, json, write is not None]
    if copy_models is not None:
        others = [
            inputs,
            sample,
            threshold is not None,
            microphone,
            *forms,
            skip,
            allow_private_urls,
        ]
        _copy_models(copy_models, alone=not any(others))
        return
    if sample:
        inputs = given_or_sample(inputs, "audio", sample=True)
    _check(inputs, microphone=microphone, forms=forms)
    function: SpeechRecognizer = load_shipped("listen")  # type: ignore[assignment] # of that kind
    if microphone:
        from vizsla.cli.live_listening import listen_to_microphone  # noqa: PLC0415

        listen_to_microphone()
        return
    given = inputs or []
    with stage_bar() as report:
        if srt or vtt:
            limits = Limits(allow_private_urls=allow_private_urls)
            _print_subtitles(function, given, limits, report, web=vtt)
            return
        answer_all(
            function,
            given,
            progress=report if len(given) == 1 and Path(given[0]).is_file() else None,
            words=json or write is not None,
            threshold=threshold,
            as_json_lines=json,
            write=write,
            skip=skip,
            allow_private=allow_private_urls,
        )


def _copy_models(folder: Path, *, alone: bool) -> None:
    from vizsla.cli.console import print_line  # noqa: PLC0415
    from vizsla.speech.copy_models import copy_listening_models  # noqa: PLC0415

    if not alone:
        raise OptionError(
            "--copy-models copies files and listens to nothing: give it alone, without sounds and "
            "other options"
        )
    for name in copy_listening_models(folder):
        print_line(folder / name)


def _check(inputs: list[str] | None, *, microphone: bool, forms: list[bool]) -> None:
    if microphone and (inputs or any(forms)):
        raise OptionError(
            "--microphone transcribes what it hears: give neither sounds nor another form with it"
        )
    if not microphone and not inputs:
        raise OptionError("give a sound to listen to, --microphone, or --sample to try it")
    if sum(forms) > 1:
        raise OptionError("--srt, --vtt, --json and --write are four forms: give one of them")


def _print_subtitles(
    function: SpeechRecognizer,
    inputs: list[str],
    limits: Limits,
    report: Callable[..., None],
    *,
    web: bool,
) -> None:
    """Print the subtitles of one sound."""
    import sys  # noqa: PLC0415

    from vizsla.cli.console import print_text  # noqa: PLC0415
    from vizsla.speech.listening.subtitles import as_srt, as_vtt  # noqa: PLC0415

    if len(inputs) != 1:
        raise OptionError(
            f"subtitles are of one sound, and {len(inputs)} are given: call once for each"
        )
    source: object = sys.stdin.buffer.read() if inputs[0] == STDIN else inputs[0]
    found = function(source, limits=limits, progress=report)
    print_text((as_vtt if web else as_srt)(found.segments).rstrip("\n"))
