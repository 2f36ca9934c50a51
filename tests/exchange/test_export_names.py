from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from vizsla.exchange.dataset_names import SPLITS
from vizsla.exchange.writing.export_names import FileNames, FolderNames, safe_name

LABELS = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from("./\\ ~:-_AaÉé;test0"), max_size=200
)
RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}


def is_portable(name: str) -> bool:
    stem = name.partition(".")[0].rstrip().casefold()
    return (
        0 < len(name.encode()) <= 120
        and not set(name) & set('<>:"/\\|?*')
        and all(unicodedata.category(each) != "Cc" for each in name)
        and name not in {".", ".."}
        and not name.startswith((".", "__", "~"))
        and name.rstrip(". ") == name
        and stem not in RESERVED
        and name.casefold() not in SPLITS
    )


@given(LABELS)
def test_every_text_becomes_a_name_that_every_system_takes(text: str) -> None:
    assert is_portable(safe_name(text))
    assert safe_name(text).encode()


@given(st.lists(LABELS, max_size=8, unique=True))
def test_no_two_labels_share_a_folder(labels: list[str]) -> None:
    names = FolderNames()
    folders = [names.name_for(each) for each in labels]
    assert [names.name_for(each) for each in labels] == folders
    assert all(is_portable(each) for each in folders)
    keys = {unicodedata.normalize("NFC", each).casefold() for each in folders}
    assert len(keys) == len(labels)


def test_most_labels_are_their_own_folder() -> None:
    names = FolderNames()
    for label in (
        "golden retriever",
        "Japanese_Cherry",
        "St. Bernard",
        "naïve",
        "日本",
        "contest",
    ):
        assert names.name_for(label) == label


def test_labels_that_differ_only_in_case_get_different_folders() -> None:
    names = FolderNames()
    assert names.name_for("Oak") == "Oak"
    assert re.fullmatch("oak~[0-9a-f]{8}", names.name_for("oak"))


def test_no_labels_folder_is_read_as_a_split(awkward_labels: tuple[str, ...]) -> None:
    names = FolderNames()
    assert names.name_for("test strip") == "test~ strip~b7f40b53"
    assert names.name_for("contest") == "contest"
    for each in awkward_labels:
        assert names.name_for(each).casefold() not in SPLITS


@given(st.lists(st.sampled_from(["a.jpg", "A.JPG", "x/a.jpg", "a", "a.", "a.png"]), max_size=9))
def test_no_two_files_share_a_name(originals: list[str]) -> None:
    names = FileNames()
    found = [names.name_for("train/oak", each, "0" * 64, (".jpg", ".jpeg")) for each in originals]
    assert len({each.casefold() for each in found}) == len(originals)
    assert all(each.lower().endswith(".jpg") for each in found)
