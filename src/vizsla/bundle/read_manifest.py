"""Reads a manifest of any format, and checks every field."""

from __future__ import annotations

import json

from vizsla.bundle.bundle_fields import BundleFields
from vizsla.bundle.manifest import FORMAT, Manifest
from vizsla.bundle.manifest_entries import (
    AccuracyEntry,
    Calibration,
    DecoderEntry,
    EncoderEntry,
    FileEntry,
    GraphEntry,
    InputEntry,
    Label,
    Licence,
    Novelty,
    Threshold,
)
from vizsla.bundle.old_formats import upgrade
from vizsla.errors import BundleDamagedError, BundleTooNewError

__all__ = ["read_manifest"]

MOST_LABELS = 20_000


def read_manifest(content: bytes, where: str) -> Manifest:
    """Check and read a manifest.

    Args:
        content: the file's content.
        where: the file's name, for messages.

    Raises:
        BundleTooNewError: a later version of Vizsla wrote it.
        BundleDamagedError: the content is not what ``contract/manifest.schema.json`` describes.

    """
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BundleDamagedError(f"{where} is not JSON ({error}); copy the bundle again") from error
    number = BundleFields(parsed, where).integer("format", 1)
    if number > FORMAT:
        raise BundleTooNewError(
            f"{where} is of format {number}, and this version of Vizsla reads up to "
            f"{FORMAT}: pip install --upgrade vizsla"
        )
    return _manifest(BundleFields(upgrade(parsed, number, where), where))


def _manifest(fields: BundleFields) -> Manifest:
    labels = fields.objects("labels")
    if len(labels) > MOST_LABELS:
        fields.refuse("labels", f"must be at most {MOST_LABELS}")
    if not labels and (fields.has("encoder") or fields.has("decoder")):
        fields.refuse("labels", "must not be empty")
    if not fields.has("encoder") and not fields.inner("threshold").has("score"):
        # Only a head that was fitted to few examples may never be sure.
        fields.refuse("threshold", "must have a score")
    return Manifest(
        kind=fields.text("kind"),
        name=fields.text("name"),
        description=fields.text("description"),
        version=fields.integer("version", 1),
        labels=tuple(_label(each) for each in labels),
        input=_input(fields.inner("input")),
        graph=_graph(fields.inner("graph")) if fields.has("graph") else None,
        encoder=_encoder(fields.inner("encoder")) if fields.has("encoder") else None,
        decoder=_decoder(fields.inner("decoder")) if fields.has("decoder") else None,
        parts=fields.named_texts("parts"),
        least_known=fields.share("least_known"),
        threshold=_threshold(fields.inner("threshold")),
        novelty=_novelty(fields.inner("novelty")) if fields.has("novelty") else None,
        calibration=_calibration(fields.inner("calibration"))
        if fields.has("calibration")
        else None,
        fingerprint=fields.sha256("fingerprint") if fields.has("fingerprint") else None,
        trained_on=fields.text("trained_on"),
        test=_accuracy(fields.inner("test")) if fields.has("test") else None,
        licences=tuple(
            Licence(each.text("what"), each.text("licence"), each.text("source"))
            for each in fields.objects("licences")
        ),
        files={
            name: FileEntry(each.sha256("sha256"), each.integer("bytes"))
            for name, each in fields.named("files").items()
        },
    )


def _label(fields: BundleFields) -> Label:
    return Label(
        fields.text("answer"),
        fields.text("id") if fields.has("id") else None,
        fields.texts("path") if fields.has("path") else (),
    )


def _input(fields: BundleFields) -> InputEntry:
    settings = fields.scalars()
    modality = fields.text("modality")
    settings.pop("modality")
    return InputEntry(modality, settings)


def _graph(fields: BundleFields) -> GraphEntry:
    return GraphEntry(fields.text("file"), fields.sha256("self_test"))


def _encoder(fields: BundleFields) -> EncoderEntry:
    return EncoderEntry(fields.text("name"), fields.integer("dimension", 1))


def _decoder(fields: BundleFields) -> DecoderEntry:
    return DecoderEntry(fields.text("name"))


def _threshold(fields: BundleFields) -> Threshold:
    return Threshold(
        fields.share_or_none("score"),
        fields.share_or_none("precision"),
        fields.integer("examples"),
        fields.text("measured_on"),
        fields.share_or_none("target"),
        fields.share_or_none("confidence"),
        fields.share_or_none("share"),
    )


def _novelty(fields: BundleFields) -> Novelty:
    return Novelty(fields.number("limit", 0, 2))


def _calibration(fields: BundleFields) -> Calibration:
    if fields.text("method") != "temperature":
        fields.refuse("method", "must be 'temperature'")
    return Calibration(
        fields.text("method"),
        fields.number("temperature", 1e-6, 1e6),
        fields.integer("examples", 1),
        fields.share("error"),
        fields.share("error_by_chance"),
        fields.text("measured_on"),
    )


def _accuracy(fields: BundleFields) -> AccuracyEntry:
    return AccuracyEntry(
        fields.share("accuracy"),
        fields.share("low"),
        fields.share("high"),
        fields.integer("examples"),
        fields.text("measured_on"),
    )
