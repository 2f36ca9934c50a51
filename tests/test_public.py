from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import vizsla
from vizsla import errors
from vizsla.bundle.shipped_bundles import shipped_names


def test_every_public_name_exists_and_is_documented() -> None:
    for name in vizsla.__all__:
        value = getattr(vizsla, name)
        assert isinstance(value, str) or inspect.getdoc(value), name


def test_the_shipped_functions_are_public_under_their_names() -> None:
    shipped = {name.replace("-", "_") for name in shipped_names()} - {"dog_breeds"}
    assert shipped == {
        "classify_image",
        "describe_image",
        "detect_objects",
        "listen",
        "recognize_text",
        "speak",
    }
    assert shipped <= set(vizsla.__all__)
    assert vizsla.classify_image is vizsla.classify_image


def test_every_error_is_drawn_in_the_tree() -> None:
    classes = {name for name, value in vars(errors).items() if inspect.isclass(value)}
    assert classes == set(errors.__all__)
    assert errors.__doc__ is not None
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.VizslaError)
        assert f"{name} " in errors.__doc__ or f"{name}\n" in errors.__doc__


def test_every_error_is_public_and_has_its_code() -> None:
    for name in errors.__all__:
        assert getattr(vizsla, name) is getattr(errors, name)
    assert errors.VizslaError.code == "vizsla"
    assert errors.InputTooLargeError("of 3 GB").code == "input-too-large"


def test_a_mistyped_name_is_an_error_to_type_checkers(tmp_path: Path) -> None:
    mypy = Path(sys.executable).with_name("mypy")
    if not mypy.exists():
        pytest.skip("mypy is not installed")
    script = tmp_path / "script.py"
    script.write_text(
        "import vizsla\n"
        "reveal_type(vizsla.load('dog-breeds')('x.jpg'))\n"
        "reveal_type(vizsla.learn('photos')(['x.jpg']))\n"
        "vizsla.clasify_image\n"
    )
    done = subprocess.run(
        [mypy, "--no-incremental", script], capture_output=True, text=True, check=False
    )
    assert 'has no attribute "clasify_image"' in done.stdout
    assert 'Revealed type is "vizsla.answer.Answer"' in done.stdout
    assert "Iterator[vizsla.answer.Answer" in done.stdout


def test_importing_loads_neither_engine_nor_pillow_nor_training() -> None:
    code = "import sys, vizsla; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    heavy = {"PIL", "ai_edge_litert", "numpy", "rich", "safetensors", "sklearn", "typer"}
    assert not heavy & set(loaded.stdout.decode().split())


def test_calling_a_function_never_imports_training(photographs: object) -> None:
    code = (
        f"import sys, vizsla; vizsla.describe_image(r'{photographs}/coffee.png');"
        "print(*{name for name in sys.modules if 'sklearn' in name or 'training' in name})"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert loaded.stdout.split() == []
    assert loaded.stderr == b""
