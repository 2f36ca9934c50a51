"""Runs the Python tests that a change of one room needs: no browser, and less than a minute.

    make quick               the rooms of the files that are not committed yet, or that the last
                             commit changed
    make quick ROOM=explore  this room; several are given as ROOM="explore training"

A room is a folder of tests/. A folder or file of src/vizsla without one is tested where it is
imported, unless that is nearly everywhere: then by the public names alone. Before a change is
submitted, `make check` and `make test` run everything.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
SOURCE = ROOT / "src" / "vizsla"
SLOW = {"browser", "dogscope", "studio"}  # they drive a browser
NONE = {"images", "fixtures"}  # they hold no test
OUTSIDE = {  # the rooms that test paths outside of src and tests
    "contract/": ("contract", "web"),
    "web/runtime/": ("web",),
    "docs/": ("docs",),
    "README.md": ("docs",),
    "scripts/": ("scripts",),
}
WIDE = 15  # files of tests that import it: more take longer than a minute
MANY = 2  # rooms from which a second process pays off


def main() -> int:
    """Return the exit code of the tests, or 2 for a room that does not exist."""
    rooms = sys.argv[1:]
    known = sorted(
        each.name
        for each in TESTS.iterdir()
        if each.is_dir() and each.name not in SLOW | NONE and any(each.glob("test_*.py"))
    )
    if unknown := [room for room in rooms if room not in known]:
        print(f"there is no room {unknown[0]!r}; ROOM is one of: {', '.join(known)}")
        return 2
    paths = [TESTS / room for room in rooms] if rooms else paths_of(changed())
    if not paths:
        print("no change that a Python test without a browser is for")
        return 0
    shown = [each.relative_to(ROOT).as_posix() for each in paths]
    print("pytest", *shown, flush=True)
    workers = ["-n", "auto", "--dist", "worksteal"] if len(paths) > MANY else []
    command = [sys.executable, "-m", "pytest", "-q", *workers, *shown]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def changed() -> list[str]:
    """Return the paths that differ from the last commit, or those that the last commit changed."""
    status = _git("status", "--porcelain", "--no-renames", "--untracked-files=all")
    return [line[3:].strip('"') for line in status] or _git("show", "--format=", "--name-only")


def paths_of(files: list[str]) -> list[Path]:
    """Return the folders and files of tests that changed files need, without a browser's.

    Args:
        files: paths from the project's folder, with slashes.

    """
    found: set[Path] = set()
    for file in files:
        found.update(_tests_of(file))
    whole = {each for each in found if each.is_dir()}
    return sorted(each for each in found if each.parent not in whole)


def _tests_of(file: str) -> set[Path]:
    for start, rooms in OUTSIDE.items():
        if file.startswith(start):
            return {TESTS / room for room in rooms}
    if file.startswith("src/vizsla/"):
        return _tests_of_source(file.removeprefix("src/vizsla/"))
    if not file.startswith("tests/"):
        return set()
    room, _, name = file.removeprefix("tests/").partition("/")
    path = TESTS / room
    tests = path.is_dir() if name else path.match("test_*.py") and path.exists()
    return {path} if tests and room not in SLOW | NONE else set()


def _tests_of_source(file: str) -> set[Path]:
    room = file.partition("/")[0].removesuffix(".py")
    if room in SLOW or room == "_web":
        return set()
    if room == "__init__":
        return {TESTS / "test_public.py"}
    for path in (TESTS / room, TESTS / f"test_{room}.py"):
        if path.exists():
            return {path}
    imports = re.compile(rf"\bvizsla\.{room}\b|\bfrom vizsla import .*\b{room}\b")
    found = {
        path
        for path in TESTS.rglob("test_*.py")
        if path.relative_to(TESTS).parts[0] not in SLOW and imports.search(path.read_text("utf-8"))
    } or {
        TESTS / path.relative_to(SOURCE).parts[0]
        for path in SOURCE.rglob("*.py")
        if imports.search(path.read_text("utf-8"))
    }
    if len(found) > WIDE:
        print(f"{len(found)} files of tests import vizsla.{room}: make test runs them")
        found = set()
    return {each for each in found if each.exists()} or {TESTS / "test_public.py"}


def _git(*arguments: str) -> list[str]:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
