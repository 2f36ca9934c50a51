"""``vizsla call my-function new.jpg``."""

from __future__ import annotations

from vizsla.cli import options

__all__ = ["command"]


def command(
    function: options.FunctionName,
    inputs: options.Inputs,
    top: options.Top = None,
    threshold: options.Threshold = None,
    *,
    json: options.AsJson = False,
    write: options.Write = None,
    skip: options.Skip = 0,
    allow_private_urls: options.AllowPrivate = False,
) -> None:
    """Call a function: one of your own, or one that Vizsla ships."""
    from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions import load  # noqa: PLC0415

    answer_all(
        load(function),
        inputs,
        top=top,
        threshold=threshold,
        as_json_lines=json,
        write=write,
        skip=skip,
        allow_private=allow_private_urls,
    )
