"""Feedback in a project: shown first, never a label by itself, and no way to do harm."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import vizsla
from command_line import vizsla as command
from modalities.odd_files import encoded
from vizsla import errors
from vizsla.answer import NONE_OF_THESE
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.nearest import SimilarNameWarning
from vizsla.project.receive_feedback import SaidOfAnswer, receive_feedback
from vizsla.workspace import Workspace
from vizsla.workspace.feedback_records import AnswerId, GivenAnswer, NewKeptInput

if TYPE_CHECKING:
    from pathlib import Path

BOXER = GivenAnswer("boxer", 0.62)


def called(content: bytes, project: str = "stuff", **more: Any) -> AnswerId:
    """Keep an input as a server does, and return its answer's id."""
    given = AnswerId(secrets.token_urlsafe(16))
    values = {"key_id": None, "version": 1, "answer": BOXER, "name": "rex.png", **more}
    with Workspace.open() as workspace:
        assert workspace.kept_inputs.keep([NewKeptInput(project, given, content=content, **values)])
    return given


def say(given: AnswerId, *labels: str, project: str = "stuff", **how: Any) -> None:
    with Workspace.open() as workspace:
        said = SaidOfAnswer(given, labels, **how)
        receive_feedback(workspace, project, said, DEFAULT_LIMITS, who="shop")


def noise(seed: int) -> bytes:
    """Return a picture of a texture of its own."""
    pixels = np.random.default_rng(seed).integers(0, 256, (12, 12, 3), np.uint8)
    return encoded(Image.fromarray(pixels).resize((96, 96)), "PNG")


def test_examples_with_feedback_are_suggested_first(
    project: vizsla.Project, tmp_path: Path
) -> None:
    for n in range(3):
        (tmp_path / "more").mkdir(exist_ok=True)
        (tmp_path / "more" / f"{n}.png").write_bytes(noise(n))
    project.add(tmp_path / "more")
    project.allow_feedback()
    say(called(noise(10)), "boxer")
    say(called(noise(11)), "beagle")
    suggested = project.suggest(4)
    assert [each.label for each in suggested[:2]] == ["beagle", "boxer"], "the wrong answer first"
    assert str(suggested[0].feedback[0]) == "feedback says 'beagle' (answered 'boxer', 0.62)"
    assert [each.score is None for each in suggested] == [True, True, False, False]
    assert all(not each.feedback for each in suggested[2:])
    assert len({each.example.id for each in project.suggest(9)}) == 5
    project.label(suggested[0], suggested[0].label)
    assert [each.label for each in project.suggest(1)] == ["boxer"]


def test_what_most_callers_say_is_the_guess(project: vizsla.Project) -> None:
    project.allow_feedback()
    for label in ("beagle", "poodle", "beagle", "pug"):
        say(called(noise(10)), label)
    (suggestion,) = project.waiting_feedback()
    assert suggestion.label == "beagle"
    assert [each.labels[0] for each in suggestion.feedback] == ["beagle", "pug", "poodle", "beagle"]


def test_feedback_is_no_label_until_a_person_says_so(project: vizsla.Project) -> None:
    before = project.train()
    labels = project.labels()
    project.allow_feedback()
    for n in range(20):
        say(called(noise(n)), "grass")
    assert project.labels() == labels
    after = project.train()
    assert sorted(after.trained.keys) == sorted(before.trained.keys)
    assert project.counts().by_state["unlabelled"] == 20


def test_a_near_duplicate_of_a_test_example_never_comes_into_training(
    project: vizsla.Project,
) -> None:
    project.train()
    tested = project.examples(50, split="test")
    assert tested
    project.allow_feedback()
    for each in tested:
        image = Image.open(io.BytesIO(project.content(each))).convert("RGB")
        say(called(encoded(image, "JPEG", quality=95)), str(each.label))
    waiting = project.waiting_feedback()
    assert len(waiting) == len(tested)
    assert project.accept_feedback(waiting) == len(waiting)
    trained = set(project.train().trained.keys)
    assert not trained & {each.example.sha256 for each in waiting}
    there = {each.id: each.split for each in project.examples(100)}
    assert {there[each.example.id] for each in waiting} == {"test"}


def test_feedback_on_an_example_of_the_project_changes_nothing_of_it(
    project: vizsla.Project,
) -> None:
    (example,) = project.examples(1)
    project.allow_feedback()
    given = called(project.content(example), columns={"place": "elsewhere"}, name="other.png")
    for label in ("poodle", "beagle"):
        say(called(project.content(example)), label)
    say(given, "beagle")
    assert project.examples(1)[0] == example
    assert project.waiting_feedback() == []
    (said,) = project.feedback()
    assert (said.example, said.state, said.labels) == (example.id, "labelled", ("beagle",))
    assert project.dismiss_feedback([example]) == 1
    assert project.feedback() == []


def test_columns_of_the_call_become_those_of_the_example(project: vizsla.Project) -> None:
    project.allow_feedback()
    say(called(noise(10), columns={"place": "garden"}), "beagle")
    assert project.waiting_feedback()[0].example.columns == {"place": "garden"}


def test_removing_an_example_removes_its_feedback_and_input(
    project: vizsla.Project, workspace: Path
) -> None:
    project.allow_feedback()
    given = called(noise(10))
    say(given, "beagle")
    project.remove(project.waiting_feedback())
    assert (project.feedback(), project.kept_inputs().inputs) == ([], 0)
    with pytest.raises(errors.NotFoundError):
        say(given, "beagle")
    files = {each.name for each in (workspace / "files").rglob("*") if each.is_file()}
    assert files == {each.sha256 for each in project}


def test_ending_feedback_keeps_the_examples_that_came_by_it(project: vizsla.Project) -> None:
    project.allow_feedback(days=1)
    say(called(noise(10)), "beagle")
    called(noise(11))
    assert project.stop_feedback() == 2
    assert project.feedback_allowance() is None
    (suggestion,) = project.waiting_feedback()
    assert project.content(suggestion.example) == noise(10)


def test_an_input_that_is_no_longer_there_is_no_fault(
    project: vizsla.Project, workspace: Path
) -> None:
    project.allow_feedback()
    given = called(noise(10))
    for each in (workspace / "files").rglob("*"):
        if each.is_file():
            each.unlink()
    with pytest.raises(errors.NotFoundError):
        say(given, "beagle")


def test_feedback_in_a_multi_label_project() -> None:
    with vizsla.Project.open("desk", kind="text-classification", multi_label=True) as project:
        project.allow_feedback()
        answer = GivenAnswer("bill", 0.7, ("bill", "delay"))

        def new(text: str) -> AnswerId:
            return called(text.encode(), "desk", answer=answer, name="text")

        first = new("The lid was bent and you charged me for it.")
        say(first, "damage", "bill", project="desk", several=True)
        say(new("Nothing came, and nothing worked."), project="desk", several=True)
        say(new("You sent the wrong bill."), project="desk", right=False)
        waiting = {project.content(each)[:7]: each for each in project.waiting_feedback()}
        one = waiting[b"The lid"]
        assert (one.label, one.labels) == ("bill", ("bill", "damage"))
        assert project.accept_feedback(list(waiting.values())) == 3
        found = {each.id: each for each in project}
        labels_of = [found[each.example.id] for each in waiting.values()]
        assert [each.labels for each in labels_of] == [("bill", "damage"), (NONE_OF_THESE,), ()]
        assert labels_of[2].not_labels == ("bill", "delay")


def test_a_label_that_is_nearly_one_of_the_project_is_told(
    project: vizsla.Project, tmp_path: Path
) -> None:
    project.allow_feedback()
    say(called(noise(10)), "Gravel")
    (example,) = (each.example.id for each in project.waiting_feedback())
    done = command("feedback", "stuff", "--accept", example, folder=tmp_path)
    assert "nearly the label 'gravel'" in done.stderr
    project.undo()
    with pytest.warns(SimilarNameWarning, match="gravel"):
        project.accept_feedback(example)


def test_the_commands_allow_list_review_and_end(project: vizsla.Project, tmp_path: Path) -> None:
    def run(*words: str, stdin: bytes = b"") -> str:
        done = command("feedback", "stuff", *words, folder=tmp_path, stdin=stdin)
        assert done.code == 0, done.stderr
        return done.stdout + done.stderr

    assert "vizsla feedback stuff --allow" in run()
    assert "3 days, at most 9 of 50 MiB" in run(
        *("--allow", "--days", "3", "--megabytes", "50", "--inputs", "9")
    )
    for n, label in enumerate(("beagle", "beagle", "poodle", "pug", "collie")):
        say(called(noise(10 + n), name=f"new {n}.png"), label)
    first = project.waiting_feedback()[0].example.id
    assert f"{first}  new 0.png  feedback says 'beagle' (answered 'boxer', 0.62), by shop" in run()
    run("--review", stdin=b"\nbrick\n-\n.\n")
    found = {each.name: each for each in project.examples(9, first - 1)}
    assert found["new 0.png"].label == "beagle"
    assert found["new 1.png"].label == "brick"
    assert found["new 2.png"].state == "skipped"
    assert [each.example.name for each in project.waiting_feedback()] == ["new 3.png", "new 4.png"]
    assert "1 labelled" in run("--accept", "new 3.png")
    assert "dismissed" in run("--dismiss", "new 4.png")
    assert "5 kept inputs deleted" in run("--stop")
    assert command("feedback", "stuff", "--days", "3", folder=tmp_path).code == 2
    assert command("feedback", "stuff", "--stop", "--review", folder=tmp_path).code == 2
    assert command("feedback", "stuff", "--allow", "--days", "0", folder=tmp_path).code == 2


def test_a_page_shows_each_example_with_what_is_said_of_it(
    project: vizsla.Project, tmp_path: Path
) -> None:
    project.allow_feedback()
    say(called(noise(10), name="<b>rex</b>.png"), "beagle & co")
    say(called(noise(10)), right=False)
    page = tmp_path / "look.html"
    done = command("feedback", "stuff", "--html", page, folder=tmp_path)
    assert done.code == 0, done.stderr
    shown = page.read_text("utf-8")
    (example,) = project.waiting_feedback()
    assert "not boxer" in shown
    assert "beagle &amp; co" in shown
    assert "<b>" not in shown
    assert f"vizsla feedback stuff --accept {example.example.id}" in shown
    assert shown.count('src="data:image/') == 1


def test_a_page_shows_texts_themselves() -> None:
    with vizsla.Project.open("desk", kind="text-classification") as project:
        project.allow_feedback()
        say(called(b"Nothing <came>.", "desk"), "delay", project="desk")
        page = project.waiting_feedback().page()
    assert "Nothing &lt;came&gt;." in page
    assert "data:image/" not in page
