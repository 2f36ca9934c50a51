"""The whole loop with several labels an example: add, label, train, test, publish, call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import vizsla
from multi_label_examples import complaints, paint_halves
from vizsla import errors
from vizsla.publish.standalone import write_standalone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

UNSEEN = {
    "The screen is cracked, and I was charged twice for it": {"bill", "damage"},
    "delivery is a week late": {"delay"},
    "do you have a shop in Dublin": set(),
}


def label_all(project: vizsla.Project, labels: Mapping[str, tuple[str, ...]]) -> None:
    """Label the examples by their content, or by their files' names."""
    for each in project:
        own = labels.get(each.name) or labels.get(project.content(each)[:500].decode("latin-1"))
        project.label(each, list(own or ("none of these",)))


@pytest.fixture
def tags() -> Iterator[vizsla.Project]:
    """A project of complaints with their labels."""
    texts = complaints(240)
    with vizsla.Project.open("tags", kind="text-classification", multi_label=True) as project:
        project.add(texts=list(texts))
        label_all(project, texts)
        yield project


def test_the_whole_loop_with_texts_of_several_labels(tags: vizsla.Project) -> None:
    run = tags.train()
    assert "single label is sure" in str(run) or "sure by their own scores" in str(run)
    report = tags.test(run)
    function = tags.publish(run)

    assert report.accuracy > 0.8
    assert "exactly" in report.summary[0].lower()
    assert "confusion matrix" in report.page()
    assert tags.report().to_dict() == report.to_dict()
    loaded = vizsla.load("tags")
    for text, labels in UNSEEN.items():
        answer = loaded(text)
        assert answer.labels is not None
        assert {each.label for each in answer.labels} == labels
        assert (answer.answer is None) == (not labels)
        if labels:
            assert (answer.labels[0].label, answer.labels[0].score) == tuple(answer)
    assert "| bill |" in function.card
    assert "several labels or none" in function.card
    why = loaded.explain("delivery is late, and the lid is bent", "damage")
    assert max(why.words, key=lambda each: each.weight).text in {"lid", "bent"}


def test_scores_are_each_labels_own(tags: vizsla.Project) -> None:
    tags.train(test=0)
    function = tags.publish(untested=True)
    both = function("the screen is cracked, and delivery is a week late")
    assert sum(each.score for each in both.alternatives) > 1.5
    assert [each.score for each in both.alternatives] == sorted(
        (each.score for each in both.alternatives), reverse=True
    )
    one = function("the screen is cracked, and delivery is a week late", top=1, within="delay")
    assert [each.answer for each in one.alternatives] == ["delay"]
    assert one.labels is not None
    assert [each.label for each in one.labels] == ["delay"]
    none = function("what are your opening hours", within="delay")
    assert none.answer is None
    assert none.score == pytest.approx(1 - none.alternatives[0].score)
    all_sure = function("the screen is cracked", threshold=0)
    assert all_sure.labels is not None
    assert all(each.sure for each in all_sure.labels) == (not all_sure.novel)


def test_an_answer_with_several_labels_is_read_back_from_json(tags: vizsla.Project) -> None:
    tags.train(test=0)
    answer = tags.publish(untested=True)("the handle is bent, and your invoice has the wrong sum")
    value = json.loads(answer.to_json())
    assert vizsla.Answer.from_dict(value) == answer
    assert {each["label"] for each in value["labels"]} == {"bill", "damage"}
    assert "damage" in str(answer)
    assert "bill" in answer.in_words()
    assert answer.answer in answer._repr_html_()


def test_examples_that_are_labelled_partly_train_what_is_known(tags: vizsla.Project) -> None:
    for number, each in enumerate(list(tags)):
        if each.label is None or number % 3:
            continue
        for name in ("bill", "delay", "damage"):
            if name not in each.labels and each.label != "none of these":
                tags.label(each, name, positive=False)
                break
    partly = sum(each.is_partly_labelled for each in tags)
    assert partly > 40
    run = tags.train()
    assert f"{run.figures['facts']['trained_on']}".count("labelled only partly") == 1
    assert tags.test(run).accuracy > 0.7


def test_suggestions_guess_several_labels() -> None:
    texts = complaints(120)
    with vizsla.Project.open("tags", kind="text-classification", multi_label=True) as project:
        project.add(texts=list(texts))
        assert {each.label for each in project.suggest(3)} == {None}
        for each in list(project)[:60]:
            own = texts[project.content(each).decode()]
            project.label(each, list(own or ("none of these",)))
        guesses = project.suggest(60)
        right = sum(
            set(each.labels) == set(texts[project.content(each.example).decode()])
            for each in guesses
        )
        assert len(guesses) == 60
        assert right > 30
        project.label(guesses[0], list(guesses[0].labels) or ["none of these"])


def test_the_whole_loop_with_images_of_several_labels(textures: Path, tmp_path: Path) -> None:
    labels = paint_halves(textures, tmp_path / "halves")
    with vizsla.Project.open("stuff", multi_label=True) as project:
        assert project.kind == "multi-label-image-classification"
        project.add(tmp_path / "halves")
        label_all(project, labels)
        run = project.train()
        report = project.test(run)
        assert report.accuracy > 0.6
        project.publish(run)
    function = vizsla.load("stuff")
    with pytest.raises(errors.OptionError, match="multi-label-image-classification"):
        write_standalone(function, tmp_path / "stuff.tflite")
    both = function(tmp_path / "halves" / next(n for n, own in labels.items() if len(own) > 1))
    assert both.labels is not None
    assert len(both.labels) == 2
    why = function.explain(tmp_path / "halves" / "01.png", "brick")
    assert labels["01.png"] == ("brick", "grass")
    assert why.heat_map[:, 112:].mean() > 2 * why.heat_map[:, :112].mean(), "brick is at the right"
    assert (
        function.explain(tmp_path / "halves" / "01.png").label
        == function(tmp_path / "halves" / "01.png").answer
    )


def test_a_project_keeps_whether_its_examples_have_several_labels(textures: Path) -> None:
    with vizsla.Project.open("tags", multi_label=True) as project:
        assert project.multi_label
    with vizsla.Project.open("tags", kind="image-classification") as project:
        assert project.multi_label
    with pytest.raises(errors.OptionError, match="several labels, which was said"):
        vizsla.Project.open("tags", multi_label=False)
    with vizsla.Project.open("plain") as project:
        project.add(textures)
        (example,) = project.examples(limit=1)
        with pytest.raises(errors.OptionError, match="multi_label=True"):
            project.label(example, ["brick", "grass"])


def test_a_label_that_every_example_has_can_not_be_told() -> None:
    with vizsla.Project.open("tags", kind="text-classification", multi_label=True) as project:
        project.add(texts=["one text", "another text", "a third text"])
        project.label(list(project), ["all"])
        with pytest.raises(errors.TrainingDataError, match="every example has the label 'all'"):
            project.train(test=0)


def test_versions_of_a_multi_label_project_are_compared(tags: vizsla.Project) -> None:
    run = tags.train()
    tags.publish(run, untested=True)
    tags.publish(run, untested=True)
    found = tags.compare(1, 2)
    assert found.better is None
    assert "do not differ" in found.summary[0]
    assert (found.gained, found.lost, found.difference) == ((), (), 0)
    assert [each.label for each in found.by_label] == ["bill", "damage", "delay"]
    assert all(each.examples == found.examples for each in found.by_label)
    assert "Exactly right" in found.page()
    assert found.to_dict()["examples"] == found.examples


def test_texts_by_their_labels_are_learnt_in_one_line(tmp_path: Path) -> None:
    by_label: dict[str, list[str]] = {"none of these": []}
    for text, labels in complaints(160).items():
        for label in labels or ("none of these",):
            by_label.setdefault(label, []).append(text)
    function = vizsla.learn(by_label, tmp_path / "tags", multi_label=True)
    assert function.kind == "multi-label-text-classification"
    assert function.manifest.test is not None
    assert function.manifest.test.accuracy > 0.6
    answer = function("one leg was broken off, and please refund my payment")
    assert answer.labels is not None
    assert {each.label for each in answer.labels} == {"bill", "damage"}
    table = tmp_path / "again.csv"
    rows = (f"{json.dumps(text)},{';'.join(own)}" for text, own in complaints(20).items() if own)
    table.write_text("\n".join(["text,labels", *rows]), "utf-8")
    report = vizsla.evaluate(function, table)
    assert "Exactly the right labels for" in str(report)
    assert "unseen" not in str(report)  # nobody knows whether it was trained on them


def test_a_phrase_list_helps_the_labels_that_it_names() -> None:
    words = ("blicket", "dax", "wug", "toma", "fep", "zav", "kiki", "bouba", "gorp", "mib")
    starts = ("I bought a", "we sold the", "look at this", "where is my", "she lost her")
    with vizsla.Project.open("toys", kind="text-classification", multi_label=True) as project:
        for word in words:
            for start in starts:
                project.add(texts=[f"{start} {word}"])
        for each in project:
            word = project.content(each).decode().rsplit(" ", 1)[1]
            labels = ["toy"] if words.index(word) < 5 else []
            project.label(each, labels or ["none of these"])
        project.add_phrase_list("toys", words[:5], labels=["toy"])
        run = project.train(test=0)
        assert "toys" in str(run)
        function = project.publish(untested=True)
    assert {each.kind for each in function.manifest.features} >= {"weights"}
    assert function("they took a fep").answer == "toy"
    assert function("they took a gorp").answer is None


def test_two_labels_on_one_example_are_no_contradiction() -> None:
    with vizsla.Project.open("tags", kind="text-classification", multi_label=True) as project:
        texts = list(complaints(24))
        loud = [texts[0].upper(), texts[1].upper(), texts[2].upper()]
        project.add(texts=[*texts, *loud])
        ids = {project.content(each).decode(): each.id for each in project}
        for text in texts:
            project.label(ids[text], ["bill", "delay"])
        project.label(ids[loud[0]], ["bill", "delay"])
        project.label(ids[loud[1]], "delay")
        project.label(ids[loud[1]], "damage", positive=False)
        assert project.explore().finding("contradictions") is None
        project.label(ids[loud[2]], ["bill"])
        found = project.explore().finding("contradictions")
        assert found is not None
        assert {each.example for each in found.evidence} <= {ids[texts[2]], ids[loud[2]]}
        assert "'bill' and 'delay'" in str(found.evidence)
        assert project.explore().page()


def test_training_examples_are_left_out_of_a_test_on_a_table(
    tags: vizsla.Project, tmp_path: Path
) -> None:
    run = tags.train(test=0)
    known = list(complaints(240).items())[:5]
    rows = [*known, *complaints(30, seed=7).items()]
    lines = [json.dumps({"text": text, "labels": own}) for text, own in rows]
    (tmp_path / "others.jsonl").write_text("\n".join(lines), "utf-8")
    report = tags.test(run, on=tmp_path / "others.jsonl")
    assert len(report.left_out) >= 5
    assert len(report.left_out) + len(report.results) == len(dict(rows))
    assert {why for _, why in report.left_out} == {"a training example, or a near-duplicate of one"}
    with pytest.raises(errors.OptionError, match="map_labels"):
        tags.test(run, on=tmp_path / "others.jsonl", map_labels={"bill": "delay"})
