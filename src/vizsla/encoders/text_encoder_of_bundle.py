"""Opens the text encoder of a bundle: its files come from a package, or from the bundle itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.encoders.registry import encoder_named
from vizsla.encoders.text.known_text_models import KNOWN_TEXT_MODELS
from vizsla.encoders.text.text_encoder import TextEncoder
from vizsla.encoders.text.text_model import TextModel
from vizsla.errors import BundleDamagedError, BundleTooNewError, MissingExtraError, OptionError

if TYPE_CHECKING:
    from vizsla.bundle import Bundle
    from vizsla.bundle.manifest_entries import EncoderEntry

__all__ = ["text_encoder_of_bundle"]

PARTS = ("weights", "vocabulary", "code_points")


def text_encoder_of_bundle(bundle: Bundle) -> TextEncoder:
    """Return the encoder of a function of texts.

    A bundle names its encoder's files by their hashes. They come from the package that brings the
    encoder, or from the bundle itself where it holds them. Those of a stranger are not run: a model
    that no package of this computer brings must be one that Vizsla knows.

    Raises:
        BundleDamagedError: the manifest names no encoder of texts.
        BundleTooNewError: the encoder that is installed has other files.
        MissingExtraError: the encoder's package is not installed.

    """
    entry = _entry(bundle)
    try:
        installed = encoder_named(entry.name, TextEncoder.modality)
    except (MissingExtraError, OptionError) as error:
        carried = _carried(bundle, entry)
        if carried is not None:
            return carried
        raise MissingExtraError(
            f"{bundle.path}: the function needs the encoder {entry.name!r}, which is not "
            f"installed: pip install 'vizsla[{_extra(entry)}]'"
        ) from error
    if isinstance(installed, TextEncoder) and _hashes(installed.entry) == _hashes(entry):
        return installed
    carried = _carried(bundle, entry)
    if carried is None:
        raise BundleTooNewError(
            f"{bundle.path}: the function was made with other files of the encoder {entry.name!r} "
            f"than are installed: pip install --upgrade 'vizsla[{_extra(entry)}]', or train it "
            "again"
        )
    return carried


def _entry(bundle: Bundle) -> EncoderEntry:
    manifest = bundle.manifest
    entry = manifest.encoder
    if (
        entry is None
        or entry.files is None
        or entry.self_test is None
        or not entry.files.keys() >= set(PARTS)
        or manifest.input.modality != TextEncoder.modality
    ):
        raise BundleDamagedError(
            f"{bundle.path}: function.json names no encoder of texts; publish the function again"
        )
    return entry


def _extra(entry: EncoderEntry) -> str:
    """Return the extra that brings an encoder, by its name; the default's where it is unknown."""
    named = (each.package for each in KNOWN_TEXT_MODELS.values() if each.name == entry.name)
    return next(named, "text")


def _hashes(entry: EncoderEntry) -> dict[str, str]:
    return {part: (entry.files or {})[part].sha256 for part in PARTS}


def _carried(bundle: Bundle, entry: EncoderEntry) -> TextEncoder | None:
    """Return the encoder whose files the bundle itself holds; None where it holds none."""
    files, listed = entry.files, bundle.manifest.files
    if files is None or entry.self_test is None:
        return None
    hashes = _hashes(entry)
    held = {part: files[part].file for part in PARTS}
    for part, name in held.items():
        if name not in listed or listed[name].sha256 != hashes[part]:
            return None
    known = KNOWN_TEXT_MODELS.get(hashes["weights"])
    if known is None or known != replace(
        known,
        dimension=entry.dimension,
        vocabulary=hashes["vocabulary"],
        code_points=hashes["code_points"],
    ):
        raise BundleTooNewError(
            f"{bundle.path}: the function brings a model of texts that this version of Vizsla does "
            "not know, and does not run: install the package of its encoder, or pip install "
            "--upgrade vizsla"
        )
    return TextEncoder(
        TextModel(
            name=entry.name,
            dimension=entry.dimension,
            input=bundle.manifest.input,
            **held,
            sha256={name: hashes[part] for part, name in held.items()},
            sizes={name: listed[name].bytes for name in held.values()},
            read=bundle.read,
            self_test_texts=entry.self_test.texts,
            self_test=entry.self_test.sha256,
            licences=bundle.manifest.licences,
            where=str(bundle.path),
        )
    )
