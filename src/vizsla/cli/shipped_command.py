"""Makes the command of a shipped function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.cli import options
from vizsla.cli.sample_input import Sample, given_or_sample

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["shipped_command"]


def shipped_command(name: str, text: str) -> Callable[..., None]:
    """Return a command that calls a shipped function on its inputs.

    Args:
        name: the function's name.
        text: the help of the command.

    """

    def command(
        inputs: options.InputsOrSample = None,
        top: options.Top = None,
        threshold: options.Threshold = None,
        *,
        sample: Sample = False,
        json: options.AsJson = False,
        write: options.Write = None,
        skip: options.Skip = 0,
        allow_private_urls: options.AllowPrivate = False,
    ) -> None:
        from vizsla.cli.answering import answer_all  # noqa: PLC0415 - help must not wait for it
        from vizsla.functions.loading import load_shipped  # noqa: PLC0415

        answer_all(
            load_shipped(name),
            given_or_sample(inputs, "image", sample=sample),
            top=top,
            threshold=threshold,
            as_json_lines=json,
            write=write,
            skip=skip,
            allow_private=allow_private_urls,
        )

    command.__doc__ = text
    return command
