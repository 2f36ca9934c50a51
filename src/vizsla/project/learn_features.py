"""Compiles a project's features, and learns its entities from the training examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vizsla.encoders.text.text_encoder import PART_UNIT, TextEncoder
from vizsla.errors import OptionError
from vizsla.features.compile_definitions import compile_definitions
from vizsla.features.definitions import read_definitions
from vizsla.features.feature_file import write_feature_set
from vizsla.modalities.registry import modality_named
from vizsla.project.project_files import read_those_left
from vizsla.training.learn_entities import TextWithEntities, learn_entities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.encoders.base import Encoder
    from vizsla.features.entity_count import EntityCount
    from vizsla.progress import ProgressReporter
    from vizsla.project.snapshot import Snapshot
    from vizsla.workspace import Store

__all__ = ["learn_features"]


def learn_features(
    snapshot: Snapshot, store: Store, encoder: Encoder[Any], reporter: ProgressReporter
) -> tuple[Mapping[str, bytes], tuple[EntityCount, ...]]:
    """Return the files of a project's features, and how well its entities are found.

    Args:
        snapshot: the examples that are for training.
        store: the project's store.
        encoder: the project's encoder.
        reporter: the reporter of the progress, which may stop the work.

    Returns:
        The files by name, none where there is no feature and no entity; and how well each learned
        entity was found in cross-validation.

    Raises:
        OptionError: a feature can't be used, or the encoder knows no words.

    """
    definitions = read_definitions(store.features(), f"the features of {store.name!r}")
    groups = {
        each.id: int(group) for each, group in zip(snapshot.examples, snapshot.groups, strict=True)
    }
    marked = [each for each in snapshot.examples if each.entities is not None]
    if not definitions and not any(each.entities for each in marked):
        return {}, ()
    features = compile_definitions(definitions)
    if not isinstance(encoder, TextEncoder):
        raise OptionError(
            f"the project {store.name!r} has features of texts, and its encoder {encoder.name!r} "
            "reads no words: open a project with another encoder"
        )
    modality = modality_named(store.modality)
    texts = [
        TextWithEntities(
            modality.load(content),
            each.entities or (),
            groups[each.id],
        )
        for each, content in read_those_left(store, marked)
    ]
    result = learn_entities(texts, features, encoder.embed_parts, PART_UNIT, reporter)
    files = write_feature_set(features.with_learned(result.learned))
    return files, result.counts
