"""The sound formats that Azure's programs name: ``riff-24khz-16bit-mono-pcm`` and its like."""

from __future__ import annotations

from typing import NamedTuple

from vizsla.errors import OptionError

__all__ = ["DEFAULT_FORMAT", "OUTPUT_FORMATS", "OutputFormat", "output_format"]


class OutputFormat(NamedTuple):
    """A format.

    Attributes:
        file: the name of the file's format; see ``SOUND_FILES``.
        rate: samples a second.

    """

    file: str
    rate: int


_RATES = {"8khz": 8_000, "16khz": 16_000, "22050hz": 22_050, "24khz": 24_000, "48khz": 48_000}
DEFAULT_FORMAT = "riff-24khz-16bit-mono-pcm"
OUTPUT_FORMATS = {
    **{f"riff-{name}-16bit-mono-pcm": OutputFormat("wav", rate) for name, rate in _RATES.items()},
    **{f"raw-{name}-16bit-mono-pcm": OutputFormat("pcm", rate) for name, rate in _RATES.items()},
    **{
        f"ogg-{name}-16bit-mono-opus": OutputFormat("opus", _RATES[name])
        for name in ("16khz", "24khz", "48khz")
    },
    **{
        f"audio-{name}-{bits}kbitrate-mono-mp3": OutputFormat("mp3", _RATES[name])
        for name, rates in (
            ("16khz", (32, 64, 128)),
            ("24khz", (48, 96, 160)),
            ("48khz", (96, 192)),
        )
        for bits in rates
    },
}


def output_format(name: str) -> OutputFormat:
    """Return a format.

    Raises:
        OptionError: there is none of that name here.

    """
    found = OUTPUT_FORMATS.get(name.strip().lower())
    if found is None:
        raise OptionError(
            f"X-Microsoft-OutputFormat: {name!r:.60} is not written here; ask for one of "
            f"{', '.join(OUTPUT_FORMATS)}"
        )
    return found
