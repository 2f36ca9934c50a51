"""Puts a built site into the folder of all versions, which any static host serves.

Each version has a folder of its own; earlier ones stay as they are. ``versions.json`` lists them,
the newest first, for the list in every page's header, and ``index.html`` leads to the newest.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
VERSION = re.compile(r"\d+\.\d+\.\d+")
INDEX = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Vizsla</title>
<meta http-equiv="refresh" content="0; url=VERSION/index.html">
<p><a href="VERSION/index.html">Vizsla VERSION</a></p>
</html>
"""


def publish_docs(site: Path, folder: Path, version: str) -> list[str]:
    """Put a site into its version's folder, and return all versions, the newest first."""
    shutil.rmtree(folder / version, ignore_errors=True)
    shutil.copytree(site, folder / version)
    found = [each.name for each in folder.iterdir() if VERSION.fullmatch(each.name)]
    found.sort(key=lambda each: [int(part) for part in each.split(".")], reverse=True)
    (folder / "versions.json").write_text(f"{json.dumps(found)}\n", "utf-8")
    (folder / "index.html").write_text(INDEX.replace("VERSION", found[0]), "utf-8")
    (folder / ".nojekyll").touch()  # GitHub Pages then serves the files as they are
    return found


def main() -> None:
    """Publish the version that ``pyproject.toml`` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the site, as 'make docs' builds it")
    parser.add_argument("folder", type=Path, help="the folder of all versions")
    options = parser.parse_args()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    print(*publish_docs(options.site, options.folder, project["version"]))


if __name__ == "__main__":
    main()
