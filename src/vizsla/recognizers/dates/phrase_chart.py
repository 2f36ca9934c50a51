"""Read a text by a grammar: what each slot can be at each token, computed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from vizsla.recognizers.dates.follow_table import NUMBER

if TYPE_CHECKING:
    from collections import defaultdict
    from collections.abc import Callable, Mapping, Sequence

    from vizsla.recognizers.dates.follow_table import FollowTable, NextUnits
    from vizsla.recognizers.dates.phrase_pattern import AliasState, PatternState
    from vizsla.recognizers.reading_steps import ReadingSteps
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["Captures", "PhraseChart"]

T = TypeVar("T")
_NOTHING: dict[str, Any] = {}


class PhraseGrammar(Protocol):
    """The slots of a language.

    Attributes:
        roots: the first state of each slot.
        firsts: the words with which each slot can begin, and whether a number can begin it.
        follow: what may follow those.
        vocabulary: the words of all patterns.
        near: lists of words that must stand right before or after a phrase.
        aliases: the slots that others are, as they are.

    """

    roots: dict[str, PatternState]
    firsts: dict[str, tuple[frozenset[str], bool]]
    follow: FollowTable
    vocabulary: set[str]
    near: defaultdict[str, frozenset[str]]
    aliases: dict[str, AliasState]


MOST_KEYS = 5_000  # pairs of words whose slots a state remembers

Captures = tuple[tuple[str, T], ...]


class PhraseChart(Generic[T]):
    """What the slots of a grammar are at the tokens of one text.

    Each slot is read at most once at each token, and the grammar has no circles, so the time grows
    with the text's length alone.

    Args:
        tokens: the text's tokens.
        natives: slots that no pattern describes: each returns ends and values at a token.
        act: makes the value of a rule from its slots; None where they do not fit together.
        numeric: whether a number begins at a token.
        grammar: the slots.
        steps: counts the places in patterns that are looked at.

    """

    def __init__(
        self,
        tokens: Sequence[TextToken],
        natives: Mapping[str, Callable[[int], list[tuple[int, T]]]],
        act: Callable[[int, Captures[T]], T | None],
        numeric: Callable[[int], bool],
        grammar: PhraseGrammar,
        steps: ReadingSteps,
    ) -> None:
        self.tokens = tokens
        self._plain = [each.plain for each in tokens]
        self._grammar = grammar
        self._roots = grammar.roots
        self._natives = natives
        self._act = act
        self._numeric = numeric
        self._steps = steps
        self._keys: list[str | None] = [None] * len(tokens)
        self._ends: list[set[int] | None] = [None] * len(tokens)
        self._read: list[dict[str, list[tuple[int, T]]]] = [_NOTHING] * len(tokens)

    def may_begin(self, slot: str, at: int) -> bool:
        """Return whether the first two words or numbers of a slot stand at a token."""
        self._key(
            at
        )  # which reads the same numbers, whether or not an earlier text had these words
        words, numbers = self._grammar.firsts[slot]
        follow = self._grammar.follow
        plain = self._plain[at]
        if plain in words and self._may_follow(follow.after(slot, plain), at + 1):
            return True
        if not numbers or not self._numeric(at):
            return False
        units = follow.after(slot, NUMBER)
        return units.ends or any(self._may_follow(units, end) for end in self._number_ends(at))

    def _may_follow(self, units: NextUnits, at: int) -> bool:
        if units.ends or at >= len(self._plain):
            return units.ends
        return self._plain[at] in units.words or (units.numbers and self._numeric(at))

    def _number_ends(self, at: int) -> set[int]:
        """Return the tokens at which a number may end that begins at a token."""
        ends = self._ends[at]
        if ends is None:
            ends = self._ends[at] = {end for name in self._natives for end, _ in self.at(name, at)}
        return ends

    def at(self, slot: str, at: int) -> list[tuple[int, T]]:
        """Return what a slot can be at a token: the token after it, and its value.

        The longest comes first; of several rules with the same end the first that fits counts.
        """
        read = self._read[at]
        if read is _NOTHING:
            read = self._read[at] = {}
        found = read.get(slot)
        if found is None:
            if native := self._natives.get(slot):
                found = native(at)
            elif slot in self._grammar.aliases:
                found = self._merge(self._grammar.aliases[slot], at)
            else:
                found = self._walk(self._roots[slot], at)
            read[slot] = found
        return found

    def forget(self, start: int, end: int) -> None:
        """Let go of what was read at some tokens, behind which the reader is."""
        for at in range(start, end):
            self._read[at] = _NOTHING

    def _merge(self, alias: AliasState, at: int) -> list[tuple[int, T]]:
        """Return what one of several slots can be; of two with the same end the first counts."""
        ends: dict[int, T] = {}
        key = self._key(at)
        likely = alias.likely.get(key)
        if likely is None:
            likely = [each for each in alias.slots if self.may_begin(each, at)]
            if len(alias.likely) < MOST_KEYS:
                alias.likely[key] = likely
        for slot in likely:
            for end, value in self.at(slot, at):
                ends.setdefault(end, value)
        return sorted(ends.items(), key=_end_first)

    def _key(self, at: int) -> str:
        """Return a key for all that ``may_begin`` looks at: two words, and what follows numbers."""
        key = self._keys[at]
        if key is None:
            plain = self._plain[at]
            key = f"{plain if plain in self._grammar.vocabulary else ''} {self._word_key(at + 1)}"
            if self._numeric(at):
                key = " ".join([key, *sorted(map(self._word_key, self._number_ends(at)))])
            self._keys[at] = key
        return key

    def _word_key(self, at: int) -> str:
        if at >= len(self._plain):
            return "$"
        plain = self._plain[at]
        known = plain if plain in self._grammar.vocabulary else ""
        return f"{known}#" if self._numeric(at) else known

    def _likely(self, state: PatternState, at: int) -> list[tuple[str, str, PatternState]]:
        """Return the slots after a state that can begin at a token."""
        key = self._key(at)
        found = state.likely.get(key)
        if found is None:
            found = [each for each in state.slots if self.may_begin(each[0], at)]
            if len(state.likely) < MOST_KEYS:
                state.likely[key] = found
        return found

    def _walk(self, root: PatternState, start: int) -> list[tuple[int, T]]:
        plain, count = self._plain, len(self._plain)
        ends: dict[int, list[tuple[int, Captures[T]]]] = {}
        places: list[tuple[PatternState, int, Captures[T]]] = [(root, start, ())]
        while places:
            state, at, captures = places.pop()
            self._steps.take()
            if state.done:
                ends.setdefault(at, []).extend([(rule, captures) for rule in state.done])
            if state.near:
                near = [after for name, after in state.near if self._beside(name, at)]
                places += [(after, at, captures) for after in near]
            if at < count:
                if state.words:
                    words = state.words.get(plain[at], ())
                    places += [(after, at + 1, captures) for after in words]
                if state.slots:
                    places += self._after_slots(state, at, captures)
        if not ends:
            return []
        fits = ((end, self._first_fit(ends[end])) for end in sorted(ends, reverse=True))
        return [(end, value) for end, value in fits if value is not None]

    def _beside(self, slot: str, at: int) -> bool:
        """Return whether a word of a list stands before a token (<), or there (>)."""
        if slot == ">glue":
            return at < len(self.tokens) and not self.tokens[at].gap
        if slot == ">!glue":
            return at >= len(self.tokens) or self.tokens[at].gap
        if slot == ">!digit":
            return at >= len(self.tokens) or self.tokens[at].kind != "digits"
        place = at - 1 if slot[0] == "<" else at
        words = self._grammar.near[slot.lstrip("<>!")]
        token = self.tokens[place] if 0 <= place < len(self.tokens) else None
        found = token is not None and (token.plain in words or token.raw.lower() in words)
        return found != (slot[1] == "!")

    def _after_slots(
        self, state: PatternState, at: int, captures: Captures[T]
    ) -> list[tuple[PatternState, int, Captures[T]]]:
        """Return the states behind each slot that can stand at a token."""
        return [
            (after, end, (*captures, (label, value)))
            for slot, label, after in self._likely(state, at)
            for end, value in self.at(slot, at)
            if after.done or after.near or self._goes_on(after, end)
        ]

    def _goes_on(self, state: PatternState, at: int) -> bool:
        """Return whether anything that may follow a state begins at a token."""
        if at >= len(self._plain):
            return False
        return self._plain[at] in state.words or bool(self._likely(state, at))

    def _first_fit(self, done: list[tuple[int, Captures[T]]]) -> T | None:
        if len(done) > 1:
            done.sort(key=_rule_number)
        for rule, captures in done:
            value = self._act(rule, captures)
            if value is not None:
                return value
        return None


def _end_first(found: tuple[int, object]) -> int:
    return -found[0]


def _rule_number(done: tuple[int, object]) -> int:
    return done[0]
