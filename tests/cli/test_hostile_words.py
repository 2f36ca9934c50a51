"""Whatever word stands in whatever place of a command, its end is an exit code and a message."""

from __future__ import annotations

import shutil
from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run

HERE = "{}"  # the place of the word
COMMANDS = """
add trees {} | add {} a.png | add trees a.png --label {} | add trees a.png --layout {}
add trees t.csv --root {} | call {} a.png | call classify-image {} | classify {}
classify a.png --top {} | classify a.png --threshold {} | classify a.png --within {}
classify a.png --write {} | classify a.png --skip {} | card {} | compare trees {} 2
describe {} | examples {} | examples trees --label {} | examples trees --state {}
examples trees --split {} | examples trees --after {} | examples trees --count {} | explore {}
explore trees --html {} | export {} --web site | export classify-image --tflite {}
export-data {} d | export-data trees {} | export-data trees dd --layout {} | history {} 1
history trees {} | label {} oak 1 | label trees {} 1 | label trees oak {} | label trees {} 1 --not
labels {} | labels trees --rename {} fir | labels trees --rename oak {} | labels trees --remove {}
labels trees --merge {} --into oak | labels trees --merge oak --into {} | learn {} mine
learn photos {} | learn photos mine --test {} | mark trees {} 1 | mark trees unsure {}
new {} | new q --encoder {} | publish {} | publish trees --run {} | remove {} --yes
remove trees --example {} | rollback {} | rollback trees --to {} | runs {} | suggest {}
suggest trees --count {} | test {} | test trees {} | test trees --run {} | test trees --html {}
test classify-image photos --map-label {} | train {} | train trees --test {}
train trees --precision {} | train trees --confidence {} | undo {} | versions {} | {}
dogscope --export {} | detect a.png --threshold {}
"""
WORDS = (
    *("", " ", "\ud800", "caf\udce9", "9" * 400, "-1", "1e400", "nan", "\0", "a\0b", "x" * 5000),
    *(
        "[bold]",
        "\x1b[31m",
        "*",
        "[",
        "http://[",
        "http://\udce9",
        "²",
        "\uff11\uff12",
        "%s",
        "{0}",
        "-",
    ),
)
EACH = 4  # words in each place


@pytest.fixture
def trees(run: Run, photographs: Path, tmp_path: Path) -> None:
    """A project of two labels, and files beside it."""
    for label, name in (("oak", "grass.png"), ("elm", "gravel.png")):
        (tmp_path / "photos" / label).mkdir(parents=True)
        shutil.copy(photographs / name, tmp_path / "photos" / label)
    shutil.copy(photographs / "grass.png", tmp_path / "a.png")
    (tmp_path / "t.csv").write_text("path,label\na.png,oak\n")
    run("new", "trees")
    run("add", "trees", "photos")


@pytest.mark.usefixtures("trees")
def test_no_word_ends_a_command_in_another_way(run: Run) -> None:
    words = cycle(WORDS)
    for command in COMMANDS.strip().replace("\n", "|").split("|"):
        for word in islice(words, EACH):
            arguments = [word if each == HERE else each for each in command.split()]
            done = run(*arguments, code=None)
            text = done.stdout + done.stderr
            assert done.code in range(4), (arguments, text)
            for never in ("Traceback", "is damaged (", "nobody foresaw", "report it"):
                assert never not in text, (arguments, text)


@pytest.mark.usefixtures("trees")
@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("classify", "a.png", "--threshold", "1e400"), 2, "inf is not in the range"),
        (("label", "trees", "\ud800", "1"), 2, "is no text that a command can take"),
        (("label", "trees", "caf\udce9", "1"), 2, "invalid Unicode"),
        (("train", "trees", "--test", "nan"), 2, "test must be from 0 up to 1"),
        (("add", "trees", "t.csv", "--root", "nowhere"), 1, "nowhere"),
    ],
)
def test_the_message_names_what_is_wrong(
    run: Run, words: tuple[str, ...], code: int, message: str
) -> None:
    assert message in " ".join(run(*words, code=code).stderr.split())
