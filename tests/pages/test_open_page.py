from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import OptionError
from vizsla.pages.open_page import open_page, write_page

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_is_written_whole_and_replaces_the_last(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    write_page("old", "report", target)
    assert write_page("<p>Hällo \udc80", "report", target) == target
    assert target.read_text("utf-8") == "<p>Hällo ?"
    assert list(tmp_path.iterdir()) == [target]


def test_a_page_without_a_path_replaces_the_last_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    other = write_page("other", "comparison")
    path = write_page("old", "report")
    assert write_page("new", "report") == path
    assert path.read_text() == "new"
    assert sorted(path.parent.iterdir()) == [other, path]


def test_a_page_that_can_not_be_written_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for place in (tmp_path / "taken", tmp_path / "absent" / "page.html"):
        with pytest.raises(OptionError, match="give another path"):
            write_page("hello", "report", place)
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize(("display", "opened"), [(":0", 1), ("", 0)])
def test_the_browser_opens_only_if_there_is_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, display: str, opened: int
) -> None:
    calls: list[str] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(webbrowser, "open", calls.append)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    path = open_page("hello", "report", tmp_path / "page.html")
    assert calls == [path.as_uri()] * opened
