"""A project's methods for features: phrase lists, entities, patterns, columns; and marking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from vizsla.errors import NotFoundError, OptionError
from vizsla.project.listed_texts import listed_texts
from vizsla.project.project_base import ProjectBase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vizsla.features.definitions import (
        EntityDefinition,
        FeatureDefinitions,
        PhraseListDefinition,
    )
    from vizsla.project.example_ids import ExampleNames

__all__ = ["ProjectFeatures"]

Named = TypeVar("Named", bound="EntityDefinition | PhraseListDefinition")


class ProjectFeatures(ProjectBase):
    """The features of a project: of texts all, of others columns of metadata.

    A change counts from the next training on.
    """

    def features(self) -> FeatureDefinitions:
        """Return the project's features and entities."""
        from vizsla.features.definitions import read_definitions

        return read_definitions(self._store.features(), f"the features of {self._store.name!r}")

    def set_features(self, features: FeatureDefinitions) -> None:
        """Write the project's features and entities, in place of those that it had.

        Args:
            features: all that the project has from now on.

        Raises:
            OptionError: one can't be used, or the project is not one of texts.

        """
        from vizsla.features.compile_definitions import compile_definitions

        if self._store.modality != "text" and features.of_texts:
            raise OptionError(
                f"{self._store.name!r} is a project of {self._store.modality}s; phrase lists, "
                "entities and patterns are features of texts, and columns are of all"
            )
        compile_definitions(features)
        self._store.set_features(features.to_json() if features else {})

    def add_phrase_list(
        self, name: str, phrases: Iterable[str], labels: Iterable[str] | None = None
    ) -> None:
        """Add words and phrases that belong together, or replace the list of that name.

        Args:
            name: the list's name.
            phrases: the words and phrases.
            labels: the labels that it helps to predict; None for all.

        Raises:
            OptionError: the list can't be used.

        """
        from vizsla.features.definitions import PhraseListDefinition

        listed_texts("name", [name])
        found = listed_texts("phrases", phrases)
        if not found:
            raise OptionError(f"the phrase list {name!r:.80} has no phrases: give at least one")
        of = None if labels is None else listed_texts("labels", labels)
        added = PhraseListDefinition(name, found, of)
        features = self.features()
        lists = _with(features.phrase_lists, added)
        self.set_features(replace(features, phrase_lists=lists))

    def add_entity(
        self,
        name: str,
        *,
        values: Mapping[str, Sequence[str]] | None = None,
        expressions: Iterable[str] = (),
        kinds: Iterable[str] = (),
        anything: bool = False,
        roles: Iterable[str] = (),
        parts: Iterable[str] = (),
    ) -> None:
        r"""Add an entity, or replace the one of that name.

        Without any of the ways below it is learned from the examples in which it is marked.

        Args:
            name: the entity's name, such as ``place``.
            values: by each value of a list its synonyms: ``{"sofa": ["couch", "settee"]}``.
            expressions: regular expressions: ``[r"hrf-\d{6}"]``.
            kinds: kinds of ``recognize_text``: ``["number"]``.
            anything: whether it stands for any words in a pattern.
            roles: what it may do in a sentence, such as ``from`` and ``to``.
            parts: the names of entities that are its parts where they lie within it; the answer
                lists them in the entity's ``value["parts"]``.

        Raises:
            OptionError: the entity can't be used, or there is no entity of a part's name.

        """
        from vizsla.features.definitions import EntityDefinition

        listed_texts("name", [name])
        added = EntityDefinition(
            name,
            {value: listed_texts("values", some) for value, some in (values or {}).items()},
            listed_texts("expressions", expressions),
            listed_texts("kinds", kinds),
            anything,
            roles=listed_texts("roles", roles),
            parts=listed_texts("parts", parts),
        )
        by_rule = added.values or added.expressions or added.kinds or added.anything
        features = self.features()
        entities = _with(features.entities, replace(added, learned=not by_rule))
        self.set_features(replace(features, entities=entities))

    def add_pattern(self, pattern: str, label: str) -> None:
        """Add a pattern of sentences with one label: ``move {person} [from {place:from}]``.

        ``{name}`` is an entity and ``{name:role}`` one in a role, ``[a]`` is optional, ``(a|b)`` is
        one of several, ``^`` at the beginning or the end stands for that of the text.

        Args:
            pattern: the pattern.
            label: the label of the sentences that it matches.

        Raises:
            OptionError: the pattern can't be used, or names an entity that is not there.

        """
        from vizsla.features.definitions import PatternDefinition

        features = self.features()
        added = PatternDefinition(pattern, label)
        if added not in features.patterns:
            self.set_features(replace(features, patterns=(*features.patterns, added)))

    def add_column(self, name: str) -> None:
        """Let a column of the examples' metadata help to predict the label.

        A training measures what it adds, and does not use one that does not help. Numbers are put
        into bins, and other cells count as they are. A cell that is empty or was not seen in
        training counts as unknown.

        Args:
            name: the column's name, as the examples have it.

        Raises:
            OptionError: no example has that column.

        """
        from vizsla.project.check_columns import check_columns

        check_columns([name], (each.columns for each in self._store.examples()))
        features = self.features()
        if name not in features.columns:
            self.set_features(replace(features, columns=(*features.columns, name)))

    def require(self, label: str, *features: str) -> None:
        """Let texts have a label only where they have certain features.

        Without one of them the text never has the label, whatever its words say.

        Args:
            label: the label.
            features: the names of phrase lists, expressions, or entities that rules find; none to
                require nothing any more.

        Raises:
            OptionError: there is no such feature, or it is an entity that is learned.

        """
        from vizsla.features.compile_definitions import compile_definitions
        from vizsla.features.requirements import found_by_rule

        own = self.features()
        known = found_by_rule(compile_definitions(own))
        for each in features:
            if each not in known:
                raise OptionError(
                    f"{label!r} can't require {each!r:.80}: it is no feature that rules find; "
                    f"those are {', '.join(sorted(known)) or 'none yet'}"
                )
        required = {key: names for key, names in own.required.items() if key != label}
        if features:
            required[label] = features
        self.set_features(replace(own, required=required))

    def remove_feature(self, name: str) -> None:
        """Remove the entity, the phrase list, the expression, the pattern or the column of a name.

        Args:
            name: its name; of a pattern, the pattern.

        Raises:
            NotFoundError: there is none.
            OptionError: a pattern, or an entity of which it is a part, still names the entity.

        """
        features = self.features()
        left = replace(
            features,
            entities=tuple(each for each in features.entities if each.name != name),
            phrase_lists=tuple(each for each in features.phrase_lists if each.name != name),
            expressions={key: each for key, each in features.expressions.items() if key != name},
            patterns=tuple(each for each in features.patterns if each.pattern != name),
            columns=tuple(each for each in features.columns if each != name),
            required={
                label: kept
                for label, names in features.required.items()
                if (kept := tuple(each for each in names if each != name))
            },
        )
        if left == features:
            raise NotFoundError(f"{self._store.name!r} has no feature {name!r}")
        self.set_features(left)

    def mark(self, example: ExampleNames, entities: Iterable[Sequence[object]] | None) -> None:
        """Mark the entities of a text, in place of those that were marked.

        Args:
            example: an example, its id, its file or the beginning of its sha256.
            entities: of each the position of its first character, that after its last, its name
                and, if it has one, its role; empty where the text has none, None to unmark.

        Raises:
            NotFoundError: there is no such example.
            OptionError: an entity is not within the text.

        """
        from vizsla.modalities.registry import modality_named
        from vizsla.workspace import LabelledEntity

        number = self._one(example)
        if entities is None:
            self._store.set_entities({number: None})
            return
        (found,) = self._store.get([number])
        text = modality_named(self._store.modality).load(self._store.read(found))
        marked = []
        for each in entities:
            match list(each):
                case [int(start), int(end), str(name), *role] if len(role) <= 1:
                    marked.append(LabelledEntity(start, end, name, str(role[0]) if role else ""))
                case _:
                    raise OptionError(
                        f"{each!r:.120} is no entity: give the first character's position, that "
                        "after the last, a name, and a role if it has one"
                    )
            if not 0 <= start < end <= len(text):
                raise OptionError(
                    f"the entity {name!r} is from {start} to {end}, and the text of example "
                    f"{number} has {len(text)} characters"
                )
        self._store.set_entities({number: marked})


def _with(those: tuple[Named, ...], added: Named) -> tuple[Named, ...]:
    return (*(each for each in those if each.name != added.name), added)
