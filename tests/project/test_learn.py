from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

import vizsla
from vizsla import errors

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.image_classification import Classifier


def test_a_learned_function_is_right_on_new_images(own: Classifier, photographs: Path) -> None:
    for label in ("brick", "grass", "gravel"):
        picture = Image.open(photographs / f"{label}.png").resize((400, 400))
        assert own(picture).answer == label


def test_a_saved_function_answers_the_same_in_a_new_process(
    bundle: Path, own: Classifier, photographs: Path
) -> None:
    picture = photographs / "gravel.png"
    code = "import sys, vizsla; print(*vizsla.load(sys.argv[1])(sys.argv[2]))"
    command = [sys.executable, "-c", code, str(bundle), str(picture)]
    called = subprocess.run(command, capture_output=True, check=True)
    answer, score = own(picture)
    assert called.stdout.decode().split() == [answer, repr(score)]


def test_the_card_tells_the_accuracy_on_the_test_set(own: Classifier) -> None:
    tested = own.manifest.test
    assert tested is not None
    assert tested.examples == 6
    assert tested.low <= tested.accuracy <= tested.high
    assert tested.high - tested.low > 0.3
    assert "95 % interval" in own.card


def test_an_empty_name_is_refused_and_not_the_working_folder_s(textures: Path) -> None:
    with pytest.raises(errors.OptionError, match="save is empty"):
        vizsla.learn(textures, save="")


@pytest.mark.parametrize("name", ["x" * 300, f"{'x' * 300}.zip", "a\0b"])
def test_a_name_that_no_system_takes_is_not_found(name: str) -> None:
    with pytest.raises(errors.FunctionNotFoundError):
        vizsla.load(name)


def test_a_novel_image_is_not_sure(own: Classifier, photographs: Path) -> None:
    for name in ("chelsea.png", "coffee.png", "astronaut.png", "rocket.jpg", "page.png"):
        assert not own(photographs / name).sure, name


def test_the_same_images_give_the_same_bytes(bundle: Path, textures: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    for label in textures.iterdir():
        (moved / label.name).mkdir(parents=True)
        for each in label.iterdir():
            shutil.copy(each, moved / label.name / f"renamed {each.name}")
    vizsla.learn(moved, save=tmp_path / "textures")
    for each in bundle.iterdir():
        assert each.read_bytes() == (tmp_path / "textures" / each.name).read_bytes(), each.name


def test_without_save_the_function_stays_in_memory(textures: Path, photographs: Path) -> None:
    function = vizsla.learn(textures)
    assert function(photographs / "grass.png").answer == "grass"


def test_a_function_in_memory_can_be_saved_later(
    textures: Path, photographs: Path, tmp_path: Path
) -> None:
    function = vizsla.learn(textures)
    for name in ("folder", "file.zip"):
        again = vizsla.load(function.save(tmp_path / name))
        assert again(photographs / "grass.png") == function(photographs / "grass.png")
    with pytest.raises(errors.BundleExistsError, match="folder"):
        function.save(tmp_path / "folder")


def test_a_name_publishes_where_load_and_list_functions_look(
    textures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    function = vizsla.learn(textures, save="ground")
    assert (function.name, function.manifest.version) == ("ground", 1)
    assert not (tmp_path / "ground").exists()
    assert "ground" in vizsla.list_functions()
    assert vizsla.load("ground").bundle.path == function.bundle.path
    with pytest.raises(errors.BundleExistsError, match="ground@1"):
        vizsla.learn(textures, save="ground")
    assert vizsla.learn(textures, save="ground", replace=True).manifest.version == 2
    assert vizsla.load("ground").manifest.version == 2
    assert vizsla.load("ground@1").manifest.version == 1


def test_two_labels_are_enough(textures: Path, tmp_path: Path, photographs: Path) -> None:
    for label in ("brick", "grass"):
        shutil.copytree(textures / label, tmp_path / "two" / label)
    function = vizsla.learn(tmp_path / "two")
    assert function(photographs / "grass.png").answer == "grass"
    assert function(photographs / "brick.png").answer == "brick"
    scores = [each.score for each in function(photographs / "brick.png").alternatives]
    assert sum(scores) == pytest.approx(1)


def test_two_examples_a_label_train_a_function_that_is_never_sure(
    textures: Path, tmp_path: Path
) -> None:
    for label in ("brick", "grass"):
        (tmp_path / label).mkdir()
        for number in range(2):
            shutil.copy(textures / label / f"{number}.png", tmp_path / label)
    function = vizsla.learn(tmp_path)
    answer = function(textures / "grass" / "5.png")
    assert not answer.sure
    assert not answer.likely
    assert function.why_never_sure is not None


def test_a_dozen_examples_a_label_give_likely_answers_and_say_what_sure_ones_take(
    own: Classifier, textures: Path, photographs: Path
) -> None:
    answer = own(textures / "grass" / "5.png")
    assert answer.likely
    assert not answer.sure
    assert "% " not in answer.in_words()
    more = own.manifest.threshold.more
    assert f"about {more} more labelled examples would be needed" in (own.why_never_sure or "")
    assert own.why_never_sure in own.card
    assert own.why_never_sure in repr(own)
    assert not answer.novel
    strange = own(photographs / "coffee.png")
    assert strange.novel
    assert not strange.likely


def test_the_photo_that_a_tutorial_tests_with_is_said_to_be_unlike_its_training_photos(
    data: Path, tmp_path: Path
) -> None:
    images = data / "custom-vision" / "ImageClassification" / "Images"
    for label in ("Hemlock", "Japanese_Cherry"):
        shutil.copytree(images / label, tmp_path / label)
    answer = vizsla.learn(tmp_path)(images / "Test" / "test_image.jpg")
    assert answer.in_words() == "Not sure: unlike the training examples. Perhaps: Hemlock"


def test_one_label_is_refused(textures: Path, tmp_path: Path) -> None:
    shutil.copytree(textures / "brick", tmp_path / "brick")
    with pytest.raises(errors.TrainingDataError, match="brick"):
        vizsla.learn(tmp_path)


def test_one_example_of_a_label_is_refused(textures: Path, tmp_path: Path) -> None:
    shutil.copytree(textures / "brick", tmp_path / "brick")
    (tmp_path / "grass").mkdir()
    shutil.copy(textures / "grass" / "0.png", tmp_path / "grass")
    with pytest.raises(errors.TrainingDataError, match="has 1 usable file;"):
        vizsla.learn(tmp_path)


def test_near_duplicates_alone_leave_nothing_to_test_on(photographs: Path, tmp_path: Path) -> None:
    for label in ("coffee", "chelsea"):
        (tmp_path / label).mkdir()
        picture = Image.open(photographs / f"{label}.png").convert("RGB")
        for width in (300, 330, 360):
            picture.resize((width, 200)).save(tmp_path / label / f"{width}.png")
    with pytest.raises(errors.TrainingDataError, match="near-duplicates"):
        vizsla.learn(tmp_path)


def test_an_image_with_two_labels_is_named(textures: Path, tmp_path: Path) -> None:
    shutil.copytree(textures, tmp_path / "all")
    shutil.copy(textures / "grass" / "0.png", tmp_path / "all" / "brick" / "lawn.png")
    with pytest.raises(errors.TrainingDataError, match="1 file has several labels"):
        vizsla.learn(tmp_path / "all")


def test_the_same_image_twice_is_one_example(textures: Path, tmp_path: Path) -> None:
    shutil.copytree(textures, tmp_path / "all")
    for each in (textures / "grass").iterdir():
        shutil.copy(each, tmp_path / "all" / "grass" / f"copy-{each.name}")
    twice, once = vizsla.learn(tmp_path / "all"), vizsla.learn(textures)
    assert twice.manifest.fingerprint == once.manifest.fingerprint
    assert twice.manifest.test == once.manifest.test


def test_a_damaged_file_is_left_out_with_a_warning(textures: Path, tmp_path: Path) -> None:
    shutil.copytree(textures, tmp_path / "all")
    (tmp_path / "all" / "grass" / "bad.jpg").write_text("no picture")
    with pytest.warns(UserWarning, match=r"bad\.jpg"):
        vizsla.learn(tmp_path / "all")


def test_the_name_of_a_shipped_function_is_refused(textures: Path, tmp_path: Path) -> None:
    with pytest.raises(errors.OptionError, match="dog-breeds"):
        vizsla.learn(textures, save=tmp_path / "dog-breeds")


def test_a_path_that_is_taken_is_refused_before_any_work(bundle: Path, textures: Path) -> None:
    with pytest.raises(errors.BundleExistsError, match="option 'replace'"):
        vizsla.learn(textures, save=bundle, progress=lambda _done, _total: pytest.fail("worked"))


def test_the_share_of_the_test_set_is_between_0_and_1(textures: Path) -> None:
    for share in (0, 1, -1, float("nan")):
        with pytest.raises(errors.OptionError, match="test"):
            vizsla.learn(textures, test=share)


def test_files_without_a_label_are_left_out_with_a_warning(textures: Path, tmp_path: Path) -> None:
    shutil.copytree(textures, tmp_path / "all")
    shutil.copy(textures / "grass" / "0.png", tmp_path / "all" / "loose.png")
    (tmp_path / "all" / "sand").mkdir()
    named: list[str] = []
    function = vizsla.learn(tmp_path / "all", on_bad=lambda path, _error: named.append(path.name))
    assert named == ["loose.png", "sand"]
    assert function.labels == ("brick", "grass", "gravel")
