"""The names of files and classes in the package tell which one is meant."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import vizsla

PACKAGE = Path(vizsla.__file__).parent
BUILT = PACKAGE / "_web"
# A room's protocol and its table have the same name in every room.
SHARED = {"__init__", "base", "registry"}


def package_files() -> list[Path]:
    """Return the package's source files, relative to the package."""
    files = PACKAGE.rglob("*.py")
    return sorted(each.relative_to(PACKAGE) for each in files if BUILT not in each.parents)


def public_classes(file: Path) -> list[str]:
    module = ast.parse((PACKAGE / file).read_text("utf-8"))
    classes = [each.name for each in module.body if isinstance(each, ast.ClassDef)]
    return [each for each in classes if not each.startswith("_")]


def shared_names(files_by_name: dict[str, list[Path]]) -> dict[str, list[str]]:
    return {
        name: [each.as_posix() for each in files]
        for name, files in files_by_name.items()
        if len(files) > 1
    }


def test_a_file_name_says_which_file_it_is() -> None:
    files = defaultdict(list)
    for each in package_files():
        # A command's file has the command's name, which may be that of the work it calls.
        if each.stem not in SHARED and each.parts[0] != "cli":
            files[each.stem].append(each)
    assert len(files) > 100
    assert shared_names(files) == {}


def test_a_class_name_says_which_class_it_is() -> None:
    files = defaultdict(list)
    for each in package_files():
        for name in public_classes(each):
            files[name].append(each)
    assert len(files) > 100
    assert shared_names(files) == {}
