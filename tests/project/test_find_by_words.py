"""Examples are found by words: pictures by their content, texts by their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla.errors import OptionError
from vizsla.project.project import Project

if TYPE_CHECKING:
    from pathlib import Path


def test_pictures_are_found_by_what_is_seen(photographs: Path) -> None:
    with Project.open("photos") as project:
        project.add(photographs)
        project.keep_exploration()  # which embeds
        names = {each.id: each.name for each in project}
        cats = [names[each] for each in project.find_by_words("a pet animal")]
        assert cats[0].startswith("chelsea")
        assert names[project.find_by_words("something to drink")[0]].startswith("coffee")
        assert project.find_by_words("qwertz") == []
        with pytest.raises(OptionError, match="empty"):
            project.find_by_words(" ")
        with pytest.raises(OptionError, match="1,000"):
            project.find_by_words("cat", 0)


def test_texts_are_found_by_their_meaning() -> None:
    texts = ["my card was stolen", "what is the exchange rate", "the weather is fine"]
    with Project.open("bank", kind="text-classification") as project:
        project.add(texts=texts)
        project.keep_exploration()
        found = project.find_by_words("somebody took my bank card", 2)
        assert project.content(found[0]).decode() == texts[0]
        project.add(texts=["a thief has my card"])
        project.keep_exploration()
        found = project.find_by_words("somebody took my bank card", 2)
        assert len(found) == 2
        assert {project.content(each).decode() for each in found} == {
            texts[0],
            "a thief has my card",
        }
