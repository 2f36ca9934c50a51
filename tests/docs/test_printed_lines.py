"""What a page says is printed is compared line by line."""

from __future__ import annotations

import pytest

from printed_lines import said_in_comments, unlike


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("dog 0.97", "dog 0.97\n"),
        ("dog 0.97", "dog 0.98  \n"),
        ("one\n...\nlast", "one\nand more\n\nlast\n"),
        ("one\n...", "one\n"),
        ("in .../photos, 8 files", "in /tmp/1/photos, 8 files\n"),
    ],
)
def test_a_page_that_tells_the_truth_is_accepted(said: str, printed: str) -> None:
    assert unlike(said, printed) is None


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("dog 0.97", "cat 0.97\n"),
        ("dog 0.97", "dog 0.95\n"),
        ("dog 0.97", "dog 0.9712\n"),
        ("8 files", "9 files\n"),
        ("one", "one\ntwo\n"),
        ("one\ntwo", "one\n"),
        ("one\n...\nlast", "one\nlast but one\n"),
    ],
)
def test_a_page_that_says_something_else_is_not(said: str, printed: str) -> None:
    found = unlike(said, printed)
    assert found
    assert printed in found


def test_comments_with_an_arrow_say_what_is_printed() -> None:
    code = "print(1)  # -> 1\nprint(2)  # two\nconsole.log(3); // -> 3\n"
    assert said_in_comments(code) == "1\n3\n"
