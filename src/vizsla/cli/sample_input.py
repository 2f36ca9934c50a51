"""``--sample``: a command that answers an input which Vizsla brings."""

from __future__ import annotations

from typing import Annotated

import typer

from vizsla.errors import OptionError

__all__ = ["Sample", "given_or_sample"]

Sample = Annotated[
    bool, typer.Option("--sample", help="Answer a sample that Vizsla brings, to see how it goes.")
]


def given_or_sample(inputs: list[str] | None, modality: str, *, sample: bool) -> list[str]:
    """Return a command's inputs: those that were given, or the sample of a modality.

    Raises:
        OptionError: both are given, or neither.

    """
    if sample and inputs:
        raise OptionError("--sample is an input itself: give it alone, or inputs without it")
    if sample:
        from vizsla import samples  # noqa: PLC0415 - help must not wait for it

        makers = {"image": samples.image, "text": samples.text, "audio": samples.sound}
        return [str(makers[modality]())]
    if not inputs:
        raise OptionError("there is nothing to answer: give an input, or --sample to try it")
    return inputs
