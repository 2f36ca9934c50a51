"""Versions of published functions have names of their own, beside numbers and ``live``."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from vizsla.errors import FunctionNotFoundError, OptionError
from vizsla.functions.find_published import find_published
from vizsla.functions.function_library import FILES_URL, local_functions, shared_functions

if TYPE_CHECKING:
    from pathlib import Path

    from vizsla.functions.function_library import FunctionLibrary


@pytest.fixture(params=["local", "shared"])
def library(
    request: pytest.FixtureRequest, tmp_path: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> FunctionLibrary:
    """A library with two versions of ``trees``."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    found: FunctionLibrary | None = local_functions()
    if request.param == "shared":
        monkeypatch.setenv(FILES_URL, (tmp_path / "team").as_uri())
        found = shared_functions()
    assert found is not None
    for version in (1, 2):
        staging = found.staging()
        shutil.copytree(bundle, staging)
        found.put("trees", version, staging)
    found.make_live("trees", 2)
    return found


def test_a_word_stands_for_a_version_until_it_is_moved_or_taken_away(
    library: FunctionLibrary,
) -> None:
    library.name_version("trees", "Iteration 1", 1)
    library.name_version("trees", "best", 1)
    assert library.version_names("trees") == {"Iteration 1": 1, "best": 1}
    assert find_published("trees@best") == library.get("trees", 1)
    library.name_version("trees", "best", 2)
    assert find_published("trees@best") == library.get("trees", 2)
    library.name_version("trees", "best", None)
    with pytest.raises(FunctionNotFoundError, match="'trees@best': the published versions"):
        find_published("trees@best")
    assert library.versions("trees") == [1, 2]
    assert library.names() == ["trees"]


def test_a_removed_function_leaves_no_words(library: FunctionLibrary) -> None:
    library.name_version("trees", "best", 1)
    library.remove("trees")
    assert library.names() == []
    assert library.named("trees", "best") is None


@pytest.mark.parametrize("word", ["", "live", "3", "a/b", "..", ".hidden", "a.", "é", "x" * 81])
def test_a_word_that_means_something_else_or_is_no_file_name_is_refused(
    library: FunctionLibrary, word: str
) -> None:
    with pytest.raises(OptionError, match="can't be a version's name"):
        library.name_version("trees", word, 1)
    assert library.named("trees", word) is None
