"""Phrases with slots, as states that a reader walks: ``[the] {day} of {month}``.

``(a|b)`` is one of several, ``[a]`` is optional, ``{month}`` is whatever the grammar calls a month,
and ``{date=end}`` is a date that its action knows as ``end``. All else is words, as the tokens of a
text; white space between tokens counts nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vizsla.recognizers.phrase_table import expand_phrase
from vizsla.recognizers.text_tokens import cut_tokens

__all__ = ["AliasState", "PatternState", "add_pattern"]

OPENING, CLOSING = "([{", ")]}"


@dataclass(slots=True, eq=False)
class PatternState:
    """What may follow at a place of some patterns.

    Attributes:
        words: the states after a word.
        slots: a slot's name, its label, and the state after it.
        near: a list of words that must stand beside this place, and the state after it.
        done: the rules that end here.
        likely: those of the slots that can begin with two words, by these; filled while reading.

    """

    words: dict[str, list[PatternState]] = field(default_factory=dict)
    slots: list[tuple[str, str, PatternState]] = field(default_factory=list)
    near: list[tuple[str, PatternState]] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    likely: dict[str, list[tuple[str, str, PatternState]]] = field(default_factory=dict)

    def join(self, other: PatternState) -> None:
        """Let follow here what follows there, too."""
        for word, states in other.words.items():
            mine = self.words.setdefault(word, [])
            mine += [each for each in states if each not in mine]
        self.slots += [each for each in other.slots if each not in self.slots]
        self.near += [each for each in other.near if each not in self.near]
        self.done += [each for each in other.done if each not in self.done]


@dataclass(slots=True, eq=False)
class AliasState:
    """The slots that another is.

    Attributes:
        slots: their names.
        likely: those that can begin with two words, by these; filled while reading.

    """

    slots: list[str]
    likely: dict[str, list[str]] = field(default_factory=dict)


def add_pattern(root: PatternState, pattern: str, rule: int) -> None:
    """Let a pattern begin at a state; at its end the rule is done.

    Raises:
        ValueError: if a bracket is not closed.

    """
    root.join(_before(pattern, PatternState(done=[rule])))


def _before(pattern: str, after: PatternState) -> PatternState:
    """Return the state before a pattern, which leads to the state after it."""
    choices = _split(pattern, "|")
    if len(choices) > 1:
        joined = PatternState()
        for each in choices:
            joined.join(_before(each, after))
        return joined
    state = after
    for chunk in reversed(_split(pattern, " ")):
        for atom in reversed(_atoms(chunk)):
            state = _before_atom(atom, state)
    return state


def _before_atom(atom: str, after: PatternState) -> PatternState:
    state = PatternState()
    if atom[0] == "{":
        name, _, label = atom[1:-1].partition("=")
        if name[0] in "<>":
            state.near.append((name, after))
        else:
            state.slots.append((name, label or name, after))
    elif "{" in atom:
        state.join(_before(atom[1:-1], after))
        if atom[0] == "[":
            state.join(after)
    else:
        for phrase in expand_phrase(atom):
            state.join(_before_words(phrase, after))
    return state


def _before_words(phrase: str, after: PatternState) -> PatternState:
    state = after
    for token in reversed(cut_tokens(phrase)):
        before = PatternState()
        before.words[token.plain] = [state]
        state = before
    return state


def _split(pattern: str, mark: str) -> list[str]:
    """Return the parts between marks that stand in no bracket; empty ones only between bars."""
    parts, depth = [""], 0
    for letter in pattern:
        depth += (letter in OPENING) - (letter in CLOSING)
        if letter == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    if depth:
        raise ValueError(f"the pattern {pattern!r} has a bracket too many or too few")
    return parts if mark == "|" else [each for each in parts if each]


def _atoms(chunk: str) -> list[str]:
    """Return the slots, the groups with slots, and the words between them."""
    atoms = [""]
    depth, start = 0, 0
    for at, letter in enumerate(chunk):
        if letter in OPENING:
            start = at if depth == 0 else start
            depth += 1
        elif letter in CLOSING:
            depth -= 1
            if depth == 0:
                group = chunk[start : at + 1]
                atoms += [group, ""] if "{" in group else []
                atoms[-1] += "" if "{" in group else group
        elif depth == 0:
            atoms[-1] += letter
    return [each for each in atoms if each]
