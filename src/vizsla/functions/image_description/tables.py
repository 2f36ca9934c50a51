"""The tables that a description is made from, as frozen values; `read_tables` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vizsla.functions.image_description.grammar import noun_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.functions.image_description.evidence import EvidenceWeights
    from vizsla.functions.image_description.grammar import Grammar, Noun
    from vizsla.functions.image_description.relation_rules import RelationRules

__all__ = ["KindEntry", "PictureEntry", "Rules", "Tables", "ThingEntry"]


@dataclass(frozen=True, slots=True)
class ThingEntry:
    """A label of the detector.

    Attributes:
        noun: the label's name in a sentence.
        category: person, animal, vehicle, ...: the key of relations and explanations.
        kinds: the WordNet ids within which the classifier's classes name the thing more exactly.
        evidence: how the two models' scores are weighed; None: the detector's score counts alone.
        refine: ``given``: one of the classes is right, given that the label is; ``plain``: there
            are others of that kind, so a class's score counts as it is; None: it has no finer name.

    """

    noun: Noun
    category: str
    kinds: tuple[str, ...] = ()
    evidence: EvidenceWeights | None = None
    refine: str | None = None


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A name for an uncertain class whose kind is certain: ``a snake``.

    Attributes:
        noun: the name.
        kinds: the WordNet ids of what it names.
        claim: the least score of the name, where only the whole image shows the thing.
        names: the least score of the name of a class within it, likewise; None: that of a wider
            kind, or the rules'.
        scale: the factor of the score, where the classifier knows too few of the kind to be sure.
        most: the highest score of a sentence with the name, where it says next to nothing.
        scene: whether it is what surrounds small things, and is named beside them.

    """

    noun: Noun
    kinds: tuple[str, ...]
    claim: float
    names: float | None = None
    scale: float = 1.0
    most: float = 1.0
    scene: bool = False


@dataclass(frozen=True, slots=True)
class PictureEntry:
    """A kind of picture, or of what one shows, that the description's own head knows: ``a map``.

    Attributes:
        noun: the name.
        claim: the least score of the name.
        kinds: the WordNet ids of the classes that agree with it; what is in none of them, and in
            none of any other likely kind, is not named.
        medium: whether it is what the picture is, and not what it shows: then nothing in it counts.
        scene: whether it is what surrounds small things, and is named beside them.
        denies: the category of things that can't fill much of the image where it is unlikely.

    """

    noun: Noun
    claim: float
    kinds: tuple[str, ...]
    medium: bool = False
    scene: bool = False
    denies: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The least scores and the most items of a sentence.

    Attributes:
        claim: a claim less likely than this is not made.
        name: the name of a class that only the whole image shows must be as likely as this,
            where its kind says nothing else.
        kind: the same for the name of a kind.
        unconfirmed: the factor of a name's score where only the whole image shows the thing: of
            strange photographs such names are true less often than the classifier's scores say.
        certain: a class of the whole image that is as likely as this is named beside things that
            might explain it.
        unnamed: an animal without a more exact name must be as likely as this, where the detector
            named it wrongly.
        decides: where the classifier is as sure as this of something else in a box, it decides.
        disputed: the highest score of a sentence where both models were sure and disagreed.
        refine: a finer name less likely than this is not given.
        refine_kind: nor a finer kind.
        place: a wide setting, such as ``indoors``, less likely than this is not given.
        sentence: a claim that would make the sentence less likely than this is left out.
        same_label: two boxes of one label show the same thing if they share this part of the
            smaller one.
        same_category: two boxes of one category do if they share this part of what they cover
            together.
        same_box: and two boxes of any kind if they share this part of it.
        groups: the most noun groups in a sentence.
        kinds: the most finer names by which things of one label are named.
        background: things that cover less of the image than this leave room for a scene's name.
        whole_share: the share of the image that a thing without a box is taken to fill.
        picture: the highest score of 'a picture'.
        picture_sure: a kind of picture as likely as this speaks against classes of other kinds.
        picture_room: one as likely as this leaves room for its classes all the same.
        picture_denied: a kind of picture less likely than this denies the things that it knows,
        picture_area: where they cover as much of the image.
        tag: the lowest score of a tag that has no box.
        crops: the most boxes that the classifier is asked about.
        crops_of_label: the most of one label.
        crop_area: a box that covers as much of the image is judged by the whole image's scores.
        crop_person: a person's box is asked about if the image shows an animal as likely as this.
        crop_box: a box with a lower score is not asked about.

    """

    claim: float
    name: float
    kind: float
    unconfirmed: float
    certain: float
    unnamed: float
    decides: float
    disputed: float
    refine: float
    refine_kind: float
    place: float
    sentence: float
    same_label: float
    same_category: float
    same_box: float
    groups: int
    kinds: int
    background: float
    whole_share: float
    picture: float
    picture_sure: float
    picture_room: float
    picture_denied: float
    picture_area: float
    tag: float
    crops: int
    crops_of_label: int
    crop_area: float
    crop_person: float
    crop_box: float


@dataclass(frozen=True, slots=True)
class Tables:
    """All the tables.

    Attributes:
        grammar: articles, plurals, numbers.
        things: the detector's labels.
        explains: by category, the WordNet ids of the classes that such a thing explains: they are
            no second thing.
        names: the classifier's names that have another word in a sentence, by class id.
        settings: the classes that are places, by class id: ``on a beach``.
        places: the wide settings that a class may show, by class id: ``indoors``.
        kinds: the kinds, the narrowest first.
        pictures: the kinds of pictures, in the order of the head's rows, the narrowest first.
        relations: the relations that boxes can show.
        rules: thresholds and limits.

    """

    grammar: Grammar
    things: Mapping[str, ThingEntry]
    explains: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Noun]
    settings: Mapping[str, str]
    places: Mapping[str, str]
    kinds: tuple[KindEntry, ...]
    pictures: tuple[PictureEntry, ...]
    relations: RelationRules
    rules: Rules

    def thing(self, label: str) -> ThingEntry:
        """Return the entry of a detector's label; of an unknown one, only its name is known."""
        known = self.things.get(label)
        return known or ThingEntry(noun_from(label, self.grammar), "thing")

    def noun(self, key: str, name: str) -> Noun:
        """Return the name in a sentence of a class of the classifier."""
        return self.names.get(key) or noun_from(name, self.grammar)
