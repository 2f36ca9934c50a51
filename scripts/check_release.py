"""Checks that what is released says one version, is complete, and tells where it comes from.

Without options the version must be one everywhere, which ``make check`` holds. ``make build`` gives
``--dist``, and the release workflow the tag and the repository's address, too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SEMANTIC = re.compile(r"\d+\.\d+\.\d+")


def python_projects(root: Path) -> dict[str, dict[str, Any]]:
    """Return the table ``project`` of each Python package, by the path of its file."""
    files = [root / "pyproject.toml", *sorted(root.glob("packages/*/pyproject.toml"))]
    return {_name(each, root): tomllib.loads(each.read_text("utf-8"))["project"] for each in files}


def npm_packages(root: Path) -> dict[str, dict[str, Any]]:
    """Return each ``package.json`` by its path."""
    return {
        _name(each, root): json.loads(each.read_text("utf-8"))
        for each in sorted(root.glob("web/*/package.json"))
    }


def versions(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each place that says the version, and the version there."""
    for name, project in python_projects(root).items():
        yield name, project["version"]
    module = (root / "src/vizsla/__init__.py").read_text("utf-8")
    for found in re.findall(r'^__version__ = "(.*)"$', module, re.MULTILINE):
        yield "src/vizsla/__init__.py", found
    for package in tomllib.loads((root / "uv.lock").read_text("utf-8"))["package"]:
        if "editable" in package["source"]:
            yield f"uv.lock: {package['name']}", package["version"]
    for name, package in npm_packages(root).items():
        yield name, package["version"]
    for found in re.findall(
        r"vizsla-(?:runtime-)?(\d[\d.]*\d)", (root / "README.md").read_text("utf-8")
    ):
        yield "README.md", found
    for lock in sorted(root.glob("web/*/package-lock.json")):
        for path, package in json.loads(lock.read_text("utf-8"))["packages"].items():
            if path in {"", "../runtime"}:
                yield f"{_name(lock, root)}: {path or 'itself'}", package["version"]


def wrong_versions(root: Path, version: str) -> list[str]:
    """Return what is wrong with the versions, a sentence each."""
    wrong = [
        f"{place} says {found}, and pyproject.toml {version}"
        for place, found in versions(root)
        if found != version
    ]
    if not SEMANTIC.fullmatch(version):
        wrong.append(f"{version} is no version of three numbers")
    if _first_change(root).split()[0] != version:
        wrong.append(f"CHANGELOG.md begins with {_first_change(root)}, and not with {version}")
    return wrong


def wrong_tag(root: Path, version: str, tag: str) -> list[str]:
    """Return what keeps a tag from being released."""
    wrong = [] if tag == f"v{version}" else [f"the tag {tag} is not v{version}"]
    if not re.fullmatch(r"\S+ \(\d{4}-\d{2}-\d{2}\)", _first_change(root)):
        wrong.append(f"CHANGELOG.md says no date: ## {_first_change(root)}")
    return wrong


def wrong_repository(root: Path, address: str) -> list[str]:
    """Return the packages that do not name the repository; npm proves no other's provenance."""
    wrong = [
        f'{name} lacks [project.urls] Repository = "{address}"'
        for name, project in python_projects(root).items()
        if project.get("urls", {}).get("Repository") != address
    ]
    for name, package in npm_packages(root).items():
        wanted = {
            "type": "git",
            "url": f"git+{address}.git",
            "directory": str(Path(name).parent.as_posix()),
        }
        if not package.get("private") and package.get("repository") != wanted:
            wrong.append(f'{name} lacks "repository": {json.dumps(wanted)}')
    return wrong


def wrong_files(root: Path, version: str, folder: Path) -> list[str]:
    """Return the files that a folder lacks, or has beside those that are published."""
    names = [each["name"].replace("-", "_") for each in python_projects(root).values()]
    wanted = {f"{name}-{version}-py3-none-any.whl" for name in names}
    wanted.add(f"vizsla-{version}.tar.gz")
    for package in npm_packages(root).values():
        if not package.get("private"):
            wanted.add(f"{package['name'].removeprefix('@').replace('/', '-')}-{version}.tgz")
    found = {each.name for each in folder.iterdir() if each.suffix in {".whl", ".gz", ".tgz"}}
    return [f"{folder.name} lacks {name}" for name in sorted(wanted - found)] + [
        f"{folder.name} has {name}, which is not published" for name in sorted(found - wanted)
    ]


def main() -> None:
    """Print what is wrong, and fail; or print the version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tag", nargs="?", help="the tag that is released, such as v0.2.0")
    parser.add_argument("--repository", help="the address that the packages must name")
    parser.add_argument("--dist", type=Path, help="the folder of what is published")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    version = python_projects(asked.root)["pyproject.toml"]["version"]
    wrong = wrong_versions(asked.root, version)
    if asked.tag is not None:
        wrong += wrong_tag(asked.root, version, asked.tag)
    if asked.repository is not None:
        wrong += wrong_repository(asked.root, asked.repository)
    if asked.dist is not None:
        wrong += wrong_files(asked.root, version, asked.dist)
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"version {version}, everywhere")


def _first_change(root: Path) -> str:
    """Return the first heading of the changes, such as ``0.2.0 (2026-12-01)``."""
    found = re.search(r"^## (.+)$", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    return found[1] if found else "nothing"


def _name(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()


if __name__ == "__main__":
    main()
