from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "quick.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script as a module."""
    spec = spec_from_file_location("quick", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (["src/vizsla/explore/plane.py"], ["explore"]),
        (["src/vizsla/explore/plane.py", "tests/explore/test_plane.py"], ["explore"]),
        (["tests/training/conftest.py", "src/vizsla/answer.py"], ["test_answer.py", "training"]),
        (["contract/answer.schema.json"], ["contract", "web"]),
        (["docs/start.md"], ["docs"]),
        (["src/vizsla/__init__.py"], ["test_public.py"]),
        (["tests/browser/website.py", "web/dogscope/src/main.tsx", "LICENSE"], []),
    ],
)
def test_a_change_is_tested_by_its_rooms_tests(
    script: ModuleType, changed: list[str], expected: list[str]
) -> None:
    found = script.paths_of(changed)
    assert [each.relative_to(ROOT / "tests").as_posix() for each in found] == expected


def test_a_source_without_tests_of_its_own_is_tested_where_it_is_imported(
    script: ModuleType,
) -> None:
    directly = {each.name for each in script.paths_of(["src/vizsla/progress.py"])}
    assert any(name.startswith("test_") for name in directly)
    by_sources = {each.name for each in script.paths_of(["src/vizsla/home.py"])}
    assert "workspace" in by_sources


def test_a_source_that_nearly_all_tests_import_is_left_to_the_whole_run(
    script: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    found = script.paths_of(["src/vizsla/errors.py"])
    assert [each.name for each in found] == ["test_public.py"]
    assert "import vizsla.errors: make test runs them" in capsys.readouterr().out


def test_the_error_for_an_unknown_room_lists_the_rooms() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "explroe"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "no room 'explroe'" in done.stdout
    assert "explore" in done.stdout
