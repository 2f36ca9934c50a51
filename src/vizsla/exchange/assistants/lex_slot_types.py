"""Reads the types of slots: of Amazon Lex, versions 1 and 2, and of Alexa."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vizsla.exchange.assistants.assistant import AssistantEntity, EntityKind, ListValue

if TYPE_CHECKING:
    from vizsla.exchange.assistants.export_fields import ExportFields, UnreadParts

__all__ = ["SlotType", "read_alexa_type", "read_v1_type", "read_v2_type"]


class SlotType(NamedTuple):
    """A type of slots.

    Attributes:
        values: its values.
        regexes: the regular expressions that its values match.
        parent: the built-in type that it extends, or None.

    """

    values: tuple[ListValue, ...] = ()
    regexes: tuple[str, ...] = ()
    parent: str | None = None

    def and_of(self, other: SlotType) -> SlotType:
        """Return the type with what it has in another language."""
        regexes = dict.fromkeys((*self.regexes, *other.regexes))
        values = (*self.values, *other.values)
        return SlotType(values, tuple(regexes), self.parent or other.parent)

    def entity(self, name: str, roles: tuple[str, ...]) -> AssistantEntity:
        """Return the entity of the type's slots."""
        prebuilts = (self.parent,) if self.parent and not self.regexes else ()
        kinds = [EntityKind.REGEX] if self.regexes else []
        kinds += [EntityKind.PREBUILT] if prebuilts else []
        if self.values or not kinds:
            kinds.append(EntityKind.LIST)
        return AssistantEntity(
            name, tuple(kinds), self.values, self.regexes, prebuilts=prebuilts, roles=roles
        )


def read_alexa_type(fields: ExportFields, unread: UnreadParts) -> SlotType:
    """Return a type of an interaction model of Alexa."""
    unread.add_others("types", fields, "name", "values")
    values = []
    for each in fields.listed("values"):
        unread.add_others("values", each, "id", "name")
        words = each.inner("name")
        unread.add_others("values", words, "value", "synonyms")
        values.append(ListValue(words.text("value"), words.texts_or_none("synonyms")))
    return SlotType(tuple(values))


def read_v1_type(fields: ExportFields, unread: UnreadParts) -> SlotType:
    """Return a type of Lex V1."""
    unread.add_others("slot types", fields, *_V1_TYPE)
    values = []
    for each in fields.listed("enumerationValues"):
        unread.add_others("enumeration values", each, "value", "synonyms")
        values.append(ListValue(each.text("value"), each.texts_or_none("synonyms")))
    regexes = []
    for each in fields.listed("slotTypeConfigurations"):
        unread.add_others("slot types", each, "regexConfiguration")
        if each.has("regexConfiguration"):
            regexes.append(each.inner("regexConfiguration").text("pattern"))
    parent = fields.text_or_none("parentSlotTypeSignature")
    return SlotType(tuple(values), tuple(regexes), parent)


_V1_TYPE = (
    *("name", "version", "description", "enumerationValues", "valueSelectionStrategy"),
    *("slotTypeConfigurations", "parentSlotTypeSignature", "checksum", "createVersion"),
)


_V2_TYPE = (
    *("name", "identifier", "description", "slotTypeValues", "valueSelectionSetting"),
    "parentSlotTypeSignature",
)


def read_v2_type(fields: ExportFields, language: str | None, unread: UnreadParts) -> SlotType:
    """Return a type of Lex V2, with the words of one language."""
    unread.add_others("slot types", fields, *_V2_TYPE)
    values = []
    for each in fields.listed("slotTypeValues"):
        unread.add_others("slot type values", each, "sampleValue", "synonyms")
        value, words = each.inner("sampleValue"), each.listed("synonyms")
        for word in (value, *words):
            unread.add_others("slot type values", word, "value")
        synonyms = tuple(word.text("value") for word in words)
        values.append(ListValue(value.text("value"), synonyms, language))
    regexes: tuple[str, ...] = ()
    if fields.has("valueSelectionSetting"):
        setting = fields.inner("valueSelectionSetting")
        unread.add_others("slot types", setting, "resolutionStrategy", "regexFilter")
        if setting.has("regexFilter"):
            regexes = (setting.inner("regexFilter").text("pattern"),)
    return SlotType(tuple(values), regexes, fields.text_or_none("parentSlotTypeSignature"))
