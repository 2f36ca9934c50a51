"""``vizsla detect park.jpg``."""

from __future__ import annotations

from vizsla.cli import options

__all__ = ["command"]


def command(
    inputs: options.Inputs,
    top: options.Top = None,
    threshold: options.Threshold = None,
    *,
    json: options.AsJson = False,
    write: options.Write = None,
    skip: options.Skip = 0,
    allow_private_urls: options.AllowPrivate = False,
) -> None:
    """Detect objects of 80 kinds in images, with their boxes."""
    from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
    from vizsla.functions.loading import load_shipped  # noqa: PLC0415

    answer_all(
        load_shipped("detect-objects"),
        inputs,
        top=top,
        threshold=threshold,
        as_json_lines=json,
        write=write,
        skip=skip,
        allow_private=allow_private_urls,
    )
