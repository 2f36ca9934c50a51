"""The grammar of a language's dates and times, read once from ``contract/text/calendar``."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.recognizers.dates.clock_actions import CLOCK_ACTIONS
from vizsla.recognizers.dates.day_actions import DAY_ACTIONS
from vizsla.recognizers.dates.day_range_actions import DAY_RANGE_ACTIONS
from vizsla.recognizers.dates.follow_table import FollowTable
from vizsla.recognizers.dates.inner_period_actions import INNER_PERIOD_ACTIONS
from vizsla.recognizers.dates.length_actions import LENGTH_ACTIONS
from vizsla.recognizers.dates.moment_actions import MOMENT_ACTIONS
from vizsla.recognizers.dates.period_actions import PERIOD_ACTIONS
from vizsla.recognizers.dates.phrase_pattern import AliasState, PatternState, add_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.recognizers.dates.phrase_parts import Action, PartValue
    from vizsla.recognizers.text_tokens import TextToken

__all__ = ["NATIVE_SLOTS", "DateGrammar", "DateRule", "date_grammar"]

CALENDARS = Path(__file__).parents[2] / "contract" / "text" / "calendar"
NATIVE_SLOTS = frozenset(
    [
        "dd",
        "yyyy",
        "yearwords",
        "int",
        "words",
        "ord",
        "amount",
        "ymd",
        "md",
        "md_dot",
        "md_dash",
        "ym",
        "hm",
        "hm_dot",
        "hhmm",
    ]
)
ACTIONS: dict[str, Action] = {
    **DAY_ACTIONS,
    **DAY_RANGE_ACTIONS,
    **PERIOD_ACTIONS,
    **INNER_PERIOD_ACTIONS,
    **CLOCK_ACTIONS,
    **MOMENT_ACTIONS,
    **LENGTH_ACTIONS,
}


@dataclass(frozen=True, slots=True)
class DateRule:
    """What a pattern of a slot means: a value of its own, or an action with its arguments."""

    slot: str
    constant: PartValue | None = None
    action: Action | None = None
    arguments: tuple[str, ...] = ()


MACRO = re.compile(r"@([a-z_]+)")
UNKNOWN_SLOT = "?"
# A slot whose rules take others as they are, such as {date=it}|{period=it}.
ALIAS = re.compile(r"\{([a-z_0-9]+)=it\}")
ALIASES = re.compile(r"\{[a-z_0-9]+=it\}(\|\{[a-z_0-9]+=it\})*")


class DateGrammar:
    """The slots of a language and their rules.

    Args:
        tables: the parsed JSON: ``words`` has for each slot its values, each with the phrases that
            mean it; ``rules`` has for each slot its actions with their arguments, each with the
            patterns that it reads, of which the first that fits counts; ``near`` has lists of
            words that must stand beside a phrase: ``{<on}`` before it, ``{>of}`` after it;
            ``glued`` has the first and second parts of words that are read as two;
            ``macros`` has the phrases that ``@name`` stands for in patterns;
            ``weak`` lists the words of patterns that make no date of a number: of, to, and.

    Raises:
        ValueError: if a slot is not known, or leads back to itself.

    """

    def __init__(self, tables: dict[str, Any]) -> None:
        self.order: str = tables.get("order", "dmy")
        self.rules: list[DateRule] = []
        self.roots: dict[str, PatternState] = {UNKNOWN_SLOT: PatternState()}
        self.near: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        self.near |= {name: frozenset(words) for name, words in tables.get("near", {}).items()}
        self._glued: dict[str, list[str]] = tables.get("glued", {})
        self._taken: dict[str, list[str]] = {}
        self._macros: dict[str, str] = tables.get("macros", {})
        for slot, entries in tables.get("words", {}).items():
            self.roots.setdefault(slot, PatternState())
            for value, pattern in entries:
                constant = float(value) if isinstance(value, int) else value
                self._add(slot, DateRule(slot, constant), [pattern])
        for slot, rules in tables.get("rules", {}).items():
            for action, *patterns in rules:
                name, *arguments = action.split()
                if name not in ACTIONS:
                    raise ValueError(f"the action {name!r} of {slot!r} is not known")
                self._add(slot, DateRule(slot, None, ACTIONS[name], tuple(arguments)), patterns)
        self.firsts: dict[str, tuple[frozenset[str], bool]] = {
            slot: (frozenset(), True) for slot in NATIVE_SLOTS
        }
        for slot in self.roots:
            self._first(slot, ())
        weak = tables.get("weak", [])
        self.vocabulary, before = self._all_words()
        self.follow = FollowTable(self.roots, self.firsts)
        self.anchors = {
            each for each in self.vocabulary - set(weak) if each.isalnum() and not each.isdigit()
        }
        self.worded_starts = {
            each for each in self.firsts.get("entity", (set(),))[0] if not each.isdigit()
        }
        self.aliases = {
            slot: AliasState([name for pattern in patterns for name in ALIAS.findall(pattern)])
            for slot, patterns in self._taken.items()
            if patterns
        }
        self.leading = frozenset(word for name in before for word in self.near[name])

    def parted(self, tokens: Sequence[TextToken]) -> Sequence[TextToken]:
        """Return tokens with words such as the German Montagmorgen as two."""
        if not self._glued:
            return tokens
        parts = [part for token in tokens for part in self._parts(token)]
        return parts if len(parts) > len(tokens) else tokens

    def _parts(self, token: TextToken) -> list[TextToken]:
        plain, raw = token.plain, token.raw
        for first in self._glued["first"] if len(plain) == len(raw) else ():
            if plain.startswith(first) and plain[len(first) :] in self._glued["second"]:
                at = len(first)
                middle = token.start + at
                return [
                    token._replace(plain=first, raw=raw[:at], end=middle),
                    token._replace(plain=plain[at:], raw=raw[at:], start=middle, gap=False),
                ]
        return [token]

    def _all_words(self) -> tuple[set[str], set[str]]:
        """Return all words of the patterns, and the lists of words that stand before phrases."""
        words: set[str] = set()
        lists: set[str] = set()
        waiting, seen = list(self.roots.values()), set()
        while waiting:
            state = waiting.pop()
            if id(state) in seen:
                continue
            seen.add(id(state))
            words |= state.words.keys()
            lists |= {name[1:] for name, _ in state.near if name[0] == "<" and name[1] != "!"}
            waiting += [after for _, _, after in state.slots]
            waiting += [after for _, after in state.near]
            waiting += [each for states in state.words.values() for each in states]
        return words, lists

    def _add(self, slot: str, rule: DateRule, patterns: list[str]) -> None:
        self.rules.append(rule)
        if rule.action is ACTIONS["take"] and all(map(ALIASES.fullmatch, patterns)):
            if self._taken.get(slot, [""]):
                self._taken.setdefault(slot, []).extend(patterns)
        else:
            self._taken[slot] = []
        root = self.roots.setdefault(slot, PatternState())
        for pattern in patterns:
            add_pattern(root, MACRO.sub(self._expanded, pattern), len(self.rules) - 1)

    def _expanded(self, macro: re.Match[str]) -> str:
        """Return the phrases that a macro stands for; what never fits, if the language has none."""
        phrases = self._macros.get(macro[1])
        return f"({phrases})" if phrases else f"{{{UNKNOWN_SLOT}}}"

    def _first(self, slot: str, above: tuple[str, ...]) -> tuple[frozenset[str], bool]:
        """Return the words with which a slot can begin, and whether a number can."""
        if slot in above or (slot not in self.roots and slot not in NATIVE_SLOTS):
            raise ValueError(f"the slot {slot!r} in {' > '.join(above)} is unknown, or a circle")
        if slot not in self.firsts:
            words: set[str] = set()
            numeric = False
            waiting = [self.roots[slot]]
            while waiting:
                state = waiting.pop()
                words |= state.words.keys()
                waiting += [after for _, after in state.near]
                for name, _, _ in state.slots:
                    more, number = self._first(name, (*above, slot))
                    words |= more
                    numeric |= number
            self.firsts[slot] = frozenset(words), numeric
            self._check_rest(slot, above)
        return self.firsts[slot]

    def _check_rest(self, slot: str, above: tuple[str, ...]) -> None:
        """Read the slots further on, too, so that no circle is left."""
        waiting, seen = [self.roots[slot]], set()
        while waiting:
            state = waiting.pop()
            if id(state) in seen:
                continue
            seen.add(id(state))
            for name, _, after in state.slots:
                self._first(name, (*above, slot))
                waiting.append(after)
            waiting += [after for _, after in state.near]
            waiting += [each for states in state.words.values() for each in states]


@lru_cache(maxsize=16)
def date_grammar(language: str) -> DateGrammar | None:
    """Return the grammar of a language such as ``en``; None if it has no calendar yet."""
    found = CALENDARS / f"{language}.json"
    if not found.is_file():
        return None
    tables = json.loads(found.read_text("utf-8"))
    if tables.get("common", True):
        tables = _with_common(tables)
    return DateGrammar(tables)


def _with_common(tables: dict[str, Any]) -> dict[str, Any]:
    """Return a language's tables with the rules that hold for all languages behind its own."""
    common: dict[str, Any] = json.loads((CALENDARS / "common.json").read_text("utf-8"))
    merged = {**tables}
    for name in ("words", "rules"):
        own = tables.get(name, {})
        merged[name] = {**common[name], **own}
        merged[name] |= {
            slot: own[slot] + common[name][slot] for slot in own.keys() & common[name].keys()
        }
    return merged
