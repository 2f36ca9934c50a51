from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path


def test_the_whole_loop_on_ten_photos_each_of_two_kinds(images: Path, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    for label in ("fish", "windmill"):
        shutil.copytree(images / label, photos / label)
    unseen = shutil.move(photos / "windmill" / "10.jpg", tmp_path)
    with vizsla.Project.open("kinds") as p:
        added = p.add(photos)
        assert (added.new, added.problems) == (19, [])
        p.explore().show(tmp_path / "explore.html")
        run = p.train()
        report = p.test(run)
        report.show(tmp_path / "report.html")
        assert report.low <= report.accuracy <= report.high
        kinds = p.publish(run)
    answer, score = kinds(unseen)
    assert (answer, kinds.manifest.version) == ("windmill", 1)
    assert score > 0.5
    for picture in sorted((images / "things").iterdir()):
        assert not kinds(picture).sure, "nineteen examples can't support it"
    again = vizsla.load("kinds")(unseen)
    assert tuple(again) == (answer, score)


def test_the_test_set_stays_the_test_set_for_good(
    project: vizsla.Project, photographs: Path, tmp_path: Path
) -> None:
    project.train()
    tested = {each.sha256 for each in project if each.split == "test"}
    assert len(tested) >= 6
    from PIL import Image

    (tmp_path / "brick").mkdir()
    for n in range(12):
        part = Image.open(photographs / "brick.png").crop((n * 20, 300, n * 20 + 96, 396))
        part.save(tmp_path / "brick" / f"{n}.png")
    project.add(tmp_path / "brick", "brick")
    project.train()
    assert tested <= {each.sha256 for each in project if each.split == "test"}


def test_the_same_data_give_the_same_bundle_byte_for_byte(
    project: vizsla.Project, textures: Path
) -> None:
    first = project.publish(project.train(), untested=True)
    with vizsla.Project.open("other") as other:
        for label in ("gravel", "brick", "grass"):
            other.add(textures / label, label)
        second = other.publish(other.train(), untested=True)
    for name in first.manifest.files:
        if name != "README.md":
            assert first.bundle.read(name) == second.bundle.read(name), name
    assert first.manifest.fingerprint == second.manifest.fingerprint


def test_an_untested_run_is_not_published_unless_asked(project: vizsla.Project) -> None:
    run = project.train()
    with pytest.raises(errors.TrainingDataError, match="was not tested"):
        project.publish(run)
    assert project.versions() == []


def test_a_version_whose_publishing_was_killed_is_not_listed(project: vizsla.Project) -> None:
    run = project.train()
    project.publish(run, untested=True)
    # The record of a version comes before its bundle.
    project._store.add_version(run.number, {"test": None, "run": run.number}, 2)
    assert [each.number for each in project.versions()] == [1]
    assert project.publish(run, untested=True).manifest.version == 3
    assert [each.number for each in project.versions()] == [1, 3]


def test_versions_stay_and_can_be_rolled_back(project: vizsla.Project) -> None:
    for _ in range(2):
        run = project.train()
        project.test(run)
        project.publish(run)
    assert [each.number for each in project.versions()] == [1, 2]
    assert (project.live(), vizsla.load("stuff").manifest.version) == (2, 2)
    assert project.rollback() == 1
    assert vizsla.load("stuff").manifest.version == 1
    assert vizsla.load("stuff@2").manifest.version == 2
    with pytest.raises(errors.NotFoundError, match="no version before"):
        project.rollback()
    with pytest.raises(errors.FunctionNotFoundError, match="stuff@1, stuff@2"):
        vizsla.load("stuff@3")
    found = project.compare(1, 2)
    assert "chance" in str(found) or "same" in str(found)


def test_a_negative_example_makes_one_label_enough(
    project: vizsla.Project, photographs: Path
) -> None:
    for each in project:
        if each.label != "brick":
            project.clear(each)
            project.label(each, "brick", positive=False)
    run = project.train()
    assert run.labels == ("brick",)
    function = project.publish(run, untested=True)
    assert function(photographs / "brick.png").answer == "brick"
    assert function(photographs / "grass.png").answer is None


def test_suggestions_have_a_guess_and_leave_out_labelled_examples(
    project: vizsla.Project, photographs: Path
) -> None:
    assert project.suggest(5) == []
    project.add([photographs / name for name in ("grass.png", "brick.png", "coffee.png")])
    suggested = project.suggest(2)
    assert len(suggested) == 2
    assert all(each.label in ("brick", "grass", "gravel") for each in suggested)
    for each in suggested:
        project.label(each.example, each.label or "brick")
    left = [each.example.name for each in project.suggest(5)]
    assert len(left) == 1
    project.undo()
    assert len(project.suggest(5)) == 2


def test_a_test_on_a_folder_leaves_out_training_examples(
    project: vizsla.Project, photographs: Path, tmp_path: Path
) -> None:
    from PIL import Image

    run = project.train()
    shown = next(each for each in project if each.split == "train" and each.label == "grass")
    for label in ("brick", "grass"):
        (tmp_path / "own" / label).mkdir(parents=True)
        part = Image.open(photographs / f"{label}.png").crop((100, 100, 400, 400))
        part.save(tmp_path / "own" / label / "new.png")
    (tmp_path / "own" / "grass" / "shown.png").write_bytes(project.content(shown))
    report = project.test(run, on=tmp_path / "own")
    assert report.examples == 2
    assert [name for name, _ in report.left_out] == ["grass/shown.png"]


def test_unused_examples_are_not_trained_on(project: vizsla.Project) -> None:
    before = len(project.train().trained.keys)
    shown = next(each for each in project if each.split == "train")
    project.use(shown, used=False)
    after = project.train()
    assert len(after.trained.keys) == before - 1
    assert shown.sha256 not in after.trained.keys


def test_a_project_can_not_have_a_shipped_functions_name() -> None:
    with pytest.raises(errors.OptionError, match="dog-breeds"):
        vizsla.Project.open("dog-breeds")


def test_a_removed_project_is_gone_with_its_versions(project: vizsla.Project) -> None:
    project.publish(project.train(), untested=True)
    vizsla.Project.delete("stuff")
    assert vizsla.Project.all() == []
    with pytest.raises(errors.FunctionNotFoundError):
        vizsla.load("stuff")


def test_contradictory_labels_are_reported_and_not_overwritten(
    project: vizsla.Project, textures: Path
) -> None:
    added = project.add(textures / "grass", "gravel")
    assert added.new == 0
    assert len(added.contradictions) == 12
    assert {each.label for each in project.examples(100)} == {"brick", "grass", "gravel"}
    kinds = {each.kind for each in project.explore().findings}
    assert any("contradict" in each for each in kinds)
    project.train()


def test_a_cancelled_training_leaves_the_project_unchanged(project: vizsla.Project) -> None:
    import threading

    stop = threading.Event()
    stop.set()
    with pytest.raises(errors.CancelledError):
        project.train(cancel=stop)
    assert project.runs() == []
    assert all(each.split is None for each in project)


def test_training_examples_are_never_tested_on_after_relabelling(
    project: vizsla.Project, textures: Path
) -> None:
    run = project.train()
    shown = [each for each in project if each.split == "train"]
    project.use(shown[:10], used=False)
    project.clear(shown[10:20])
    report = project.test(run, on=textures)
    assert report.examples == 36 - len(run.trained.keys)
    assert len(report.left_out) == len(run.trained.keys)


def test_an_older_run_is_reported_and_published_without_its_test_set(
    project: vizsla.Project,
) -> None:
    run = project.train()
    project.test(run)
    project.remove([each for each in project if each.split == "test"][:3])
    assert project.report(run).examples == 6 or project.report(run).examples == 9
    assert project.publish(run).manifest.test is not None


def test_a_label_that_a_version_does_not_know_is_left_out_with_a_note(
    project: vizsla.Project,
) -> None:
    run = project.train()
    project.rename_label("brick", "wall")
    report = project.test(run)
    assert "does not know 'wall'" in report.notes[0]
    assert {each.truth for each in report.results} == {"grass", "gravel"}


def test_a_run_without_a_test_set_leaves_the_choice_to_the_next(project: vizsla.Project) -> None:
    run = project.train(test=0)
    with pytest.raises(errors.TrainingDataError, match="above 0"):
        project.test(run)
    assert project.test(project.train()).examples >= 6


def test_a_run_says_that_the_test_set_kept_another_share_than_it_asks_for(
    project: vizsla.Project,
) -> None:
    assert project.train().notes == ()
    assert project.train().notes == ()
    larger = project.train(test=0.5)
    assert larger.notes[0].startswith("The test set has 6 of 36 labelled examples, not 50 %")
    assert "p.test(run, on='labelled/')" in str(larger)
    assert "labelled examples, not 50 %" in larger.page()
    assert "The training set gets" in project.train(test=0).notes[0]


def test_a_negative_example_of_the_only_label_counts_as_none_of_these(
    project: vizsla.Project,
) -> None:
    """Else what is promised of sure answers would leave the hardest ones out."""
    for each in project:
        if each.label != "brick":
            project.label(each, "brick", positive=False)
            project.clear(each)
            project.label(each, "brick", positive=False)
    run = project.train()
    rest = [fit for fit in run.trained.label_recalls if fit.label == "none of these"]
    assert len(rest) == 1
    assert rest[0].examples == 24 - sum(
        each.split == "test" for each in project if each.label != "brick"
    )


def test_removing_a_project_in_another_case_removes_its_versions(project: vizsla.Project) -> None:
    project.publish(project.train(), untested=True)
    vizsla.Project.delete("STUFF")
    with pytest.raises(errors.FunctionNotFoundError):
        vizsla.load("stuff")


def test_a_project_that_another_removed_is_named(
    project: vizsla.Project, photographs: Path
) -> None:
    vizsla.Project.delete("stuff")
    with pytest.raises(errors.NotFoundError, match="removed"):
        project.add(photographs / "coffee.png")
