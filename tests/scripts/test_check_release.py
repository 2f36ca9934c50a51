from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "check_release.py"
ADDRESS = "https://example.org/vizsla"


def check(*options: str | Path, root: Path = ROOT) -> tuple[int, str]:
    """Return the exit code, and what is printed."""
    command = [sys.executable, SCRIPT, "--root", root, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project's files that say a version, to be changed."""
    places = ("pyproject.toml", "uv.lock", "CHANGELOG.md", "README.md", "src/vizsla/__init__.py")
    patterns = ("packages/*/pyproject.toml", "web/*/package*.json")
    for file in [ROOT / each for each in places] + [
        each for pattern in patterns for each in ROOT.glob(pattern)
    ]:
        copy = tmp_path / "project" / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    return tmp_path / "project"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_every_package_says_one_version() -> None:
    code, printed = check()
    assert code == 0, printed


@pytest.mark.parametrize("name", ["packages/vizsla-text/pyproject.toml", "web/sound/package.json"])
def test_a_package_that_was_forgotten_is_named(project: Path, name: str) -> None:
    version = check(root=project)[1].split()[1].removesuffix(",")
    change(project / name, f'"{version}"', '"9.9.9"')
    assert check(root=project) == (1, f"{name} says 9.9.9, and pyproject.toml {version}\n")


def test_a_tag_is_released_only_if_it_is_the_version_with_its_date(project: Path) -> None:
    version = check(root=project)[1].split()[1].removesuffix(",")
    changes = project / "CHANGELOG.md"
    heading = changes.read_text("utf-8").split("\n## ")[1].splitlines()[0]
    change(changes, f"## {heading}", f"## {version} (2026-12-24)")
    assert check(f"v{version}", root=project)[0] == 0
    assert "is not v" in check("v9.9.9", root=project)[1]
    change(changes, " (2026-12-24)", " (unreleased)")
    assert "no date" in check(f"v{version}", root=project)[1]


def test_a_release_names_its_repository(project: Path) -> None:
    code, printed = check("--repository", ADDRESS, root=project)
    assert code == 1
    for line in printed.splitlines():
        name, _, lacking = line.partition(" lacks ")
        if name.endswith(".toml"):
            table, _, entry = lacking.partition("] ")
            change(project / name, "\n[project]\n", f"\n{table}]\n{entry}\n\n[project]\n")
        else:
            change(project / name, '"license"', f'{lacking},\n  "license"')
    code, printed = check("--repository", ADDRESS, root=project)
    assert code == 0, printed


def test_what_is_published_is_complete(tmp_path: Path) -> None:
    lacking = check("--dist", tmp_path)[1].splitlines()
    assert all(" lacks " in each for each in lacking)
    for each in lacking:
        (tmp_path / each.rpartition(" ")[2]).touch()
    assert check("--dist", tmp_path)[0] == 0
    (tmp_path / "vizsla_text-0.0.1-py3-none-any.whl").touch()
    assert "not published" in check("--dist", tmp_path)[1]
