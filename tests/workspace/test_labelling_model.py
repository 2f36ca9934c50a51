"""Compare labelling with a model of it in plain dicts."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from vizsla.workspace import NewExample, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

FACTS = {"width": 1, "height": 1}
LABELS = st.sampled_from(["oak", "ash", "none of these"])
WHICH = st.sets(st.integers(0, 3), min_size=1)


class Labelling(RuleBasedStateMachine):
    """Four examples and their labels."""

    @initialize()
    def begin(self) -> None:
        """Make the examples."""
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        self.workspace = Workspace.open(home, f"sqlite:///{home}/workspace.db")
        self.store = self.workspace.create("trees")
        batch = [NewExample(b"%d" % n, f"{n}.png", FACTS) for n in range(4)]
        self.ids = [each.id for each in self.store.add(batch)]
        self.model: list[dict[str, Any]] = [
            {"label": None, "not": set(), "aside": None, "used": True} for _ in self.ids
        ]
        self.before: list[Any] = []

    def act(self, which: set[int], change: Callable[[dict[str, Any]], None]) -> list[int]:
        """Change the model; return the ids."""
        old = copy.deepcopy(self.model)
        for n in which:
            change(self.model[n])
        if self.model != old:
            self.before.append(old)
        return [self.ids[n] for n in which]

    @rule(which=WHICH, label=LABELS)
    def positive(self, which: set[int], label: str) -> None:
        """Label examples."""

        def change(one: dict[str, Any]) -> None:
            one.update(label=label, aside=None)
            one["not"].discard(label)

        self.store.label(self.act(which, change), label)

    @rule(which=WHICH, label=LABELS)
    def negative(self, which: set[int], label: str) -> None:
        """Give examples a negative label."""

        def change(one: dict[str, Any]) -> None:
            one.update(label=None if one["label"] == label else one["label"], aside=None)
            one["not"].add(label)

        self.store.label(self.act(which, change), label, positive=False)

    @rule(which=WHICH)
    def clear(self, which: set[int]) -> None:
        """Take all labels off."""
        ids = self.act(which, lambda one: one.update({"label": None, "not": set(), "aside": None}))
        self.store.clear(ids)

    @rule(which=WHICH, aside=st.sampled_from(["unsure", "skipped"]))
    def put_aside(self, which: set[int], aside: str) -> None:
        """Mark examples as unsure or skipped."""
        ids = self.act(which, lambda one: one.update(label=None, aside=aside))
        (self.store.unsure if aside == "unsure" else self.store.skip)(ids)

    @rule(which=WHICH, used=st.booleans())
    def use(self, which: set[int], used: bool) -> None:  # noqa: FBT001 - Hypothesis names it
        """Use examples for training, or leave them out."""
        self.store.use(self.act(which, lambda one: one.update(used=used)), used)

    @rule(label=LABELS)
    def remove_label(self, label: str) -> None:
        """Remove a label."""
        if label in {each.name for each in self.store.labels()}:

            def change(one: dict[str, Any]) -> None:
                one["label"] = None if one["label"] == label else one["label"]
                one["not"].discard(label)

            self.act(set(range(4)), change)
            self.store.remove_label(label)

    @rule()
    def undo(self) -> None:
        """Undo the last act."""
        undone = self.store.undo()
        assert (undone is not None) == bool(self.before)
        if self.before:
            self.model = self.before.pop()

    @precondition(lambda self: hasattr(self, "store"))
    @invariant()
    def the_store_knows_what_the_model_knows(self) -> None:
        """Compare the store with the model."""
        found = self.store.get(self.ids)
        for example, one in zip(found, self.model, strict=True):
            assert (example.label, set(example.not_labels)) == (one["label"], one["not"])
            known = "labelled" if one["label"] or one["not"] else "unlabelled"
            assert (example.state, example.used) == (one["aside"] or known, one["used"])
        for each in self.store.labels():
            assert each.positive == sum(one["label"] == each.name for one in self.model)
            assert each.negative == sum(each.name in one["not"] for one in self.model)

    def teardown(self) -> None:
        """Close the workspace and remove its folder."""
        if hasattr(self, "workspace"):
            self.workspace.close()
            self.folder.cleanup()


TestLabelling = Labelling.TestCase
TestLabelling.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
