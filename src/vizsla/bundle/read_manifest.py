"""Reads a manifest of any format, and checks every field."""

from __future__ import annotations

from vizsla.bundle.bundle_fields import BundleFields, parse_json
from vizsla.bundle.column_entry import read_columns
from vizsla.bundle.manifest import FORMAT, Manifest
from vizsla.bundle.manifest_digest import check_digest
from vizsla.bundle.manifest_entries import (
    AccuracyEntry,
    BoxScores,
    Calibration,
    DecoderEntry,
    EncoderEntry,
    EncoderSelfTest,
    FeatureEntry,
    FileEntry,
    GraphEntry,
    InputEntry,
    Label,
    LabelCalibration,
    Licence,
    Line,
    Novelty,
    SharedFile,
    StrangersEntry,
    Threshold,
)
from vizsla.bundle.old_formats import upgrade
from vizsla.errors import BundleTooNewError

__all__ = ["read_input", "read_licences", "read_manifest"]

METHODS = ("temperature", "logistic")  # of calibrations
MOST_LABELS = 20_000
MOST_NOVELTY = 1e6
MOST_FACTOR = 100.0  # in a line


def read_manifest(content: bytes, where: str) -> Manifest:
    """Check and read a manifest.

    Args:
        content: the file's content.
        where: the file's name, for messages.

    Raises:
        BundleTooNewError: a later version of Vizsla wrote it.
        BundleDamagedError: the content is not what ``contract/manifest.schema.json`` describes.

    """
    parsed = parse_json(content, where)
    fields = BundleFields(parsed, where)
    if fields.has("digest"):
        check_digest(content, fields.sha256("digest"), where)
    number = fields.integer("format", 1)
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
        input=read_input(fields.inner("input")),
        graph=_graph(fields.inner("graph")) if fields.has("graph") else None,
        encoder=_encoder(fields.inner("encoder")) if fields.has("encoder") else None,
        features=tuple(
            FeatureEntry(each.text("kind"), each.text("file"), read_columns(each))
            for each in (fields.objects("features") if fields.has("features") else ())
        ),
        decoder=_decoder(fields.inner("decoder")) if fields.has("decoder") else None,
        parts=fields.named_texts("parts"),
        least_known=fields.share("least_known"),
        threshold=_threshold(fields.inner("threshold")),
        likely=_threshold(fields.inner("likely")) if fields.has("likely") else None,
        novelty=_novelty(fields.inner("novelty")) if fields.has("novelty") else None,
        calibration=_calibration(fields.inner("calibration"))
        if fields.has("calibration")
        else None,
        box_scores=_box_scores(fields.inner("box_scores")) if fields.has("box_scores") else None,
        fingerprint=fields.sha256("fingerprint") if fields.has("fingerprint") else None,
        trained_on=fields.text("trained_on"),
        test=_accuracy(fields.inner("test")) if fields.has("test") else None,
        licences=read_licences(fields),
        files={
            name: FileEntry(each.sha256("sha256"), each.integer("bytes"))
            for name, each in fields.named("files").items()
        },
    )


def _label(fields: BundleFields) -> Label:
    return Label(
        fields.text("answer"),
        fields.text_or_none("id"),
        fields.texts("path") if fields.has("path") else (),
        _threshold(fields.inner("threshold")) if fields.has("threshold") else None,
        _threshold(fields.inner("likely")) if fields.has("likely") else None,
        _label_calibration(fields.inner("calibration")) if fields.has("calibration") else None,
    )


def read_input(fields: BundleFields) -> InputEntry:
    """Read the entry for the input: the modality, and the other fields as its settings."""
    settings = fields.scalars()
    modality = fields.text("modality")
    settings.pop("modality")
    return InputEntry(modality, settings)


def read_licences(fields: BundleFields) -> tuple[Licence, ...]:
    """Read the list of licences in the field ``licences``."""
    return tuple(
        Licence(each.text("what"), each.text("licence"), each.text("source"))
        for each in fields.objects("licences")
    )


def _graph(fields: BundleFields) -> GraphEntry:
    return GraphEntry(fields.text("file"), fields.sha256("self_test"))


def _encoder(fields: BundleFields) -> EncoderEntry:
    files = None
    if fields.has("files"):
        files = {
            part: SharedFile(each.text("file"), each.sha256("sha256"), each.integer("bytes"))
            for part, each in fields.named("files").items()
        }
    self_test = None
    if fields.has("self_test"):
        own = fields.inner("self_test")
        self_test = EncoderSelfTest(own.texts("texts"), own.sha256("sha256"))
    return EncoderEntry(fields.text("name"), fields.integer("dimension", 1), files, self_test)


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
        fields.integer("more", 1) if fields.has("more") else None,
    )


def _novelty(fields: BundleFields) -> Novelty:
    weight = fields.number("score_weight", 0, MOST_NOVELTY) if fields.has("score_weight") else 0.0
    return Novelty(
        fields.number("limit", -MOST_NOVELTY, MOST_NOVELTY),
        weight,
        _strangers(fields.inner("near")) if fields.has("near") else None,
        _strangers(fields.inner("far")) if fields.has("far") else None,
    )


def _strangers(fields: BundleFields) -> StrangersEntry:
    return StrangersEntry(
        fields.integer("examples"),
        fields.integer("familiar"),
        fields.integer("sure"),
        fields.text("measured_on"),
    )


def _calibration(fields: BundleFields) -> Calibration:
    if fields.text("method") not in METHODS:
        fields.refuse("method", f"must be one of {', '.join(METHODS)}")
    return Calibration(
        fields.text("method"),
        fields.number("temperature", 1e-6, 1e6),
        fields.integer("examples", 1),
        fields.share("error"),
        fields.share("error_by_chance"),
        fields.text("measured_on"),
    )


def _label_calibration(fields: BundleFields) -> LabelCalibration:
    return LabelCalibration(
        fields.number("slope", 1e-6, 1e6),
        fields.number("intercept", -1e6, 1e6),
        fields.integer("examples", 1),
        fields.share("error"),
        fields.share("error_by_chance"),
    )


def _box_scores(fields: BundleFields) -> BoxScores:
    return BoxScores(
        shown=fields.share("shown"),
        sure_nothing=fields.share_or_none("sure_nothing"),
        known=_line(fields.inner("known")),
        unknown=_line(fields.inner("unknown")),
        unasked=_line(fields.inner("unasked")),
        labels={name: _line(each) for name, each in fields.named("labels").items()},
        nothing=_line(fields.inner("nothing")),
        examples=fields.integer("examples", 1),
        error=fields.share("error"),
        error_by_chance=fields.share("error_by_chance"),
        measured_on=fields.text("measured_on"),
    )


def _line(fields: BundleFields) -> Line:
    return Line(
        fields.number("intercept", -MOST_FACTOR, MOST_FACTOR),
        fields.number("slope", -MOST_FACTOR, MOST_FACTOR),
        fields.number("evidence", -MOST_FACTOR, MOST_FACTOR),
    )


def _accuracy(fields: BundleFields) -> AccuracyEntry:
    return AccuracyEntry(
        fields.share("accuracy"),
        fields.share("low"),
        fields.share("high"),
        fields.integer("examples"),
        fields.text("measured_on"),
    )
