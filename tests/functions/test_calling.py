"""The promises of every function, of any kind."""

from __future__ import annotations

from io import BytesIO
from itertools import count, islice
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pytest
from PIL import Image

import vizsla
from vizsla import errors
from vizsla.bundle.shipped_bundles import shipped_names

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions import Function

KINDS = [each for each in shipped_names() if vizsla.load(each).modality_name == "image"]
CALIBRATED = ("classify-image", "detect-objects", "dog-breeds")
AnyFunction: TypeAlias = "Function[Any]"


@pytest.fixture(params=KINDS)
def function(request: pytest.FixtureRequest) -> AnyFunction:
    return vizsla.load(request.param)


def test_every_kind_of_source_has_the_same_answer(function: AnyFunction, photographs: Path) -> None:
    path = photographs / "chelsea.png"
    image = Image.open(path)
    content = path.read_bytes()
    with path.open("rb") as file:
        answers = [
            function(each)
            for each in (str(path), path, content, BytesIO(content), file, image, np.asarray(image))
        ]
    assert all(each == answers[0] for each in answers)


def test_an_answer_unpacks_into_a_label_and_a_score(
    function: AnyFunction, photographs: Path
) -> None:
    for name in ("chelsea.png", "page.png", "camera.png"):
        result = function(photographs / name)
        answer, score = result
        assert 0 <= score <= 1
        assert result.calibrated is (function.name in CALIBRATED)
        assert answer is None or isinstance(answer, str)


def test_many_images_are_answered_lazily_in_their_order(
    function: AnyFunction, photographs: Path
) -> None:
    names = ["chelsea.png", "coffee.png", "rocket.jpg"]
    one_by_one = [function(photographs / name) for name in names]
    assert list(function([photographs / name for name in names])) == one_by_one
    taken = count()
    endless = (photographs / names[next(taken) % 3] for _ in count())
    assert list(islice(function(endless), 3)) == one_by_one
    assert next(taken) < 50


def test_a_bad_file_in_a_folder_has_its_error_and_the_others_are_answered(
    function: AnyFunction, photographs: Path, tmp_path: Path
) -> None:
    (tmp_path / "good.png").write_bytes((photographs / "coffee.png").read_bytes())
    (tmp_path / "bad.png").write_text("no image")
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("never read")
    results = {path.name: result for path, result in function.over(tmp_path)}
    assert isinstance(results["good.png"], vizsla.Answer)
    assert isinstance(results["bad.png"], errors.InputFormatError)
    assert isinstance(results["empty.jpg"], errors.InputDamagedError)
    assert list(results) == ["bad.png", "empty.jpg", "good.png"]


def test_a_run_over_a_folder_can_be_closed_at_any_time(
    function: AnyFunction, photographs: Path
) -> None:
    with_answers = function.over(photographs)
    next(with_answers)
    with_answers.close()


def test_top_limits_the_alternatives(function: AnyFunction, photographs: Path) -> None:
    assert len(function(photographs / "chelsea.png", top=1).alternatives) <= 1


def test_an_option_may_be_a_numpy_number(function: AnyFunction, photographs: Path) -> None:
    image = photographs / "chelsea.png"
    plain = function(image, top=2, threshold=0.5)
    assert function(image, top=np.int64(2), threshold=np.float32(0.5)) == plain


def test_a_misspelt_option_is_a_type_error(function: AnyFunction) -> None:
    with pytest.raises(TypeError, match="tpo"):
        function("park.jpg", tpo=1)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "options",
    [{"top": 0}, {"top": 1.5}, {"top": True}, {"threshold": 1.1}, {"threshold": "a"}],
)
def test_an_option_out_of_its_range_is_named(
    function: AnyFunction, photographs: Path, options: dict[str, Any]
) -> None:
    with pytest.raises(errors.OptionError, match=next(iter(options))):
        function(photographs / "chelsea.png", **options)


def test_the_error_of_a_closed_function_shows_how_to_open_it_again(
    function: AnyFunction, photographs: Path
) -> None:
    function.warm_up()
    with function:
        function(photographs / "chelsea.png")
    with pytest.raises(errors.FunctionClosedError, match=r"vizsla\.load"):
        function(photographs / "chelsea.png")


def test_a_shipped_function_that_was_closed_is_opened_again(photographs: Path) -> None:
    vizsla.classify_image.close()
    assert vizsla.classify_image(photographs / "chelsea.png").answer


def test_a_heat_map_has_the_size_of_the_image(function: AnyFunction, photographs: Path) -> None:
    explained = function.explain(photographs / "chelsea.png")
    assert explained.heat_map.shape == (300, 451)
    assert explained.heat_map.dtype == np.float32
    assert explained.heat_map.min() >= 0
    assert explained.heat_map.max() <= 1
    assert (explained.heat_map.max() > 0) == (explained.label is not None)


def test_explaining_an_unknown_label_is_refused(function: AnyFunction, photographs: Path) -> None:
    with pytest.raises(errors.OptionError, match="unicorn"):
        function.explain(photographs / "chelsea.png", "unicorn")


def test_an_image_of_one_pixel_is_answered(function: AnyFunction) -> None:
    assert 0 <= function(np.zeros((1, 1, 3), np.uint8)).score <= 1


def test_the_card_has_the_training_data_the_test_the_limits_and_the_licences(
    function: AnyFunction,
) -> None:
    for heading in ("trained on", "How well", "Where it fails", "Licences"):
        assert heading in function.card
