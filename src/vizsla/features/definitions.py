"""The features and entities of a function of texts, as people define them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from vizsla.errors import WorkspaceDamagedError
from vizsla.json_fields import JsonFields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONObject

__all__ = [
    "EntityDefinition",
    "FeatureDefinitions",
    "PatternDefinition",
    "PhraseListDefinition",
    "read_definitions",
]


@dataclass(frozen=True, slots=True)
class EntityDefinition:
    """An entity, and how it is found; in one way or in several.

    Attributes:
        name: its name, such as ``place``.
        values: by each value of a list its synonyms; the value itself is found, too.
        expressions: regular expressions.
        kinds: kinds of ``recognize_text``, such as ``number``.
        anything: whether it stands for any words in a pattern.
        exceptions: phrases with words of a pattern in them that are such an entity all the same.
        learned: whether it is learned from texts in which somebody marked it.
        roles: what it may do in a sentence, such as ``from``.
        needs: the names of entities that must be where a learned one is.
        parts: the names of entities that are its parts where they lie within it.

    """

    name: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expressions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    anything: bool = False
    exceptions: tuple[str, ...] = ()
    learned: bool = False
    roles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhraseListDefinition:
    """Words and phrases that mean alike, or belong together.

    Attributes:
        name: its name.
        phrases: the words and phrases.
        labels: the labels that it helps to predict; None for all.

    """

    name: str
    phrases: tuple[str, ...]
    labels: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PatternDefinition:
    """A pattern of sentences with one label.

    Attributes:
        pattern: the pattern, see ``compile_pattern``.
        label: the label of texts that match.

    """

    pattern: str
    label: str


@dataclass(frozen=True, slots=True)
class FeatureDefinitions:
    """All features and entities of a project.

    Attributes:
        language: the texts' language, such as ``en``; it says how words are told apart, and what
            ``recognize_text`` reads.
        entities: the entities, each name once.
        phrase_lists: the phrase lists, each name once.
        expressions: by name the regular expressions that are features without being entities.
        patterns: the patterns.
        required: by label the names of entities and phrase lists without which a text never has
            the label.
        columns: the names of the columns of metadata that may help to predict the label; these
            alone may be features of other inputs than texts.

    """

    language: str = "en"
    entities: tuple[EntityDefinition, ...] = ()
    phrase_lists: tuple[PhraseListDefinition, ...] = ()
    expressions: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[PatternDefinition, ...] = ()
    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any feature or entity."""
        return self.of_texts or bool(self.columns)

    @property
    def of_texts(self) -> bool:
        """Whether there is any that is found in texts."""
        return any((self.entities, self.phrase_lists, self.expressions, self.patterns))

    def to_json(self) -> JSONObject:
        """Return them as JSON; ``read_definitions`` reads it."""
        found: JSONObject = asdict(self)
        return found


class _Fields(JsonFields):
    ERROR = WorkspaceDamagedError
    WAY_OUT = "Restore the workspace from a backup"


def read_definitions(value: JSONObject, where: str) -> FeatureDefinitions:
    """Read definitions that ``to_json`` wrote.

    Args:
        value: the JSON.
        where: its name, for messages.

    Raises:
        WorkspaceDamagedError: a field is missing or of a wrong type.

    """
    if not value:
        return FeatureDefinitions()
    fields = _Fields(value, where)
    return FeatureDefinitions(
        fields.text("language"),
        tuple(_entity(each) for each in fields.objects("entities")),
        tuple(_phrase_list(each) for each in fields.objects("phrase_lists")),
        fields.named_texts("expressions"),
        tuple(
            PatternDefinition(each.text("pattern"), each.text("label"))
            for each in fields.objects("patterns")
        ),
        fields.named_lists("required"),
        fields.texts("columns") if fields.has("columns") else (),
    )


def _phrase_list(fields: _Fields) -> PhraseListDefinition:
    labels = fields.texts("labels") if fields.has("labels") else None
    return PhraseListDefinition(fields.text("name"), fields.texts("phrases"), labels)


def _entity(fields: _Fields) -> EntityDefinition:
    return EntityDefinition(
        fields.text("name"),
        fields.named_lists("values"),
        fields.texts("expressions"),
        fields.texts("kinds"),
        fields.boolean("anything"),
        fields.texts("exceptions"),
        fields.boolean("learned"),
        fields.texts("roles"),
        fields.texts("needs"),
        fields.texts("parts") if fields.has("parts") else (),
    )
