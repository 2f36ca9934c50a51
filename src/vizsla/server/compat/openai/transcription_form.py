"""Reads the form of a transcription as programs of OpenAI send it."""

from __future__ import annotations

from dataclasses import dataclass

from vizsla.errors import OptionError, RequestError
from vizsla.modalities.sources.source_names import shorten
from vizsla.server.multipart_body import read_multipart
from vizsla.server.request_inputs import RequestInput, RequestInputs

__all__ = ["FORMATS", "TranscriptionForm", "read_transcription_form"]

FORMATS = ("json", "text", "srt", "verbose_json", "vtt")
_MOST_PARTS = 32
_LANGUAGES = ("en", "english", "en-us", "en-gb")
_GRANULARITIES = ("segment", "word")
# Hints that change nothing here: whatever the model's name, there is one.
_TAKEN = ("model", "prompt", "temperature", "chunking_strategy")


@dataclass(frozen=True, slots=True)
class TranscriptionForm:
    """What is asked for.

    Attributes:
        inputs: the sound.
        form: of the answer; of ``FORMATS``.
        segments: whether a verbose answer has segments.
        words: whether a verbose answer has words.

    """

    inputs: RequestInputs
    form: str
    segments: bool
    words: bool

    @property
    def needs_words(self) -> bool:
        """Whether the times of words must be found out."""
        return self.form in ("srt", "vtt") or (self.form == "verbose_json" and self.words)


def read_transcription_form(body: bytes, content_type: str) -> TranscriptionForm:
    """Read a form.

    Raises:
        RequestError: the body is no form, or has no file or several.
        OptionError: a field is unknown, or asks for what this server has not.

    """
    files: list[RequestInput] = []
    fields: dict[str, list[str]] = {}
    if content_type.partition(";")[0].strip().lower() != "multipart/form-data":
        raise RequestError("send the sound as multipart/form-data, in the field 'file'")
    for part in read_multipart(body, content_type, _MOST_PARTS):
        if part.field == "file":
            files.append(RequestInput(shorten(part.filename) or "file", content=part.content))
        else:
            text = part.content.decode("utf-8", "replace").strip()
            fields.setdefault(part.field.removesuffix("[]"), []).append(text)
    if len(files) != 1:
        raise RequestError(
            f"the form has {len(files) or 'no'} sounds; send one, in the field 'file'"
        )
    options = {name: _single(name, values) for name, values in fields.items() if name != _TIMES}
    form = options.pop("response_format", "") or FORMATS[0]
    if form not in FORMATS:
        raise OptionError(f"response_format={form!r:.80}: it may be {', '.join(FORMATS)}")
    language = options.pop("language", "")
    if language and language.lower() not in _LANGUAGES:
        raise OptionError(f"language={language!r:.40}: this server hears English alone, 'en'")
    if options.pop("stream", "false").lower() != "false":
        raise OptionError("stream=true: this server answers at once; leave it out")
    unknown = next((each for each in options if each not in _TAKEN), None)
    if unknown is not None:
        raise OptionError(f"this server knows no field {unknown!r:.80} of a transcription")
    times = fields.get(_TIMES, ["segment"])
    wrong = next((each for each in times if each not in _GRANULARITIES), None)
    if wrong is not None:
        raise OptionError(f"{_TIMES}={wrong!r:.80}: they may be segment and word")
    inputs = RequestInputs((files[0],), many=False)
    return TranscriptionForm(inputs, form, "segment" in times, "word" in times)


_TIMES = "timestamp_granularities"


def _single(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise OptionError(f"the field {name:.80} stands twice; give it once")
    return values[0]
