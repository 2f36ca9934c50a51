"""Each version of the docs stays in a folder of its own, and the newest is found first."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "publish_docs.py"
publish_docs = runpy.run_path(str(SCRIPT))["publish_docs"]


def built(folder: Path, page: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(page)
    return folder


def test_earlier_versions_stay_and_the_newest_is_where_the_index_leads(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for version in ("0.9.0", "0.10.0", "0.9.1"):
        publish_docs(built(tmp_path / version, version), pages, version)
    assert json.loads((pages / "versions.json").read_text()) == ["0.10.0", "0.9.1", "0.9.0"]
    assert "url=0.10.0/index.html" in (pages / "index.html").read_text()
    assert (pages / "0.9.0" / "index.html").read_text() == "0.9.0"


def test_a_version_that_is_published_again_has_the_new_files_alone(tmp_path: Path) -> None:
    pages, first = tmp_path / "pages", built(tmp_path / "first", "first")
    (first / "gone.html").touch()
    publish_docs(first, pages, "1.0.0")
    assert publish_docs(built(tmp_path / "second", "second"), pages, "1.0.0") == ["1.0.0"]
    assert [each.name for each in (pages / "1.0.0").iterdir()] == ["index.html"]
