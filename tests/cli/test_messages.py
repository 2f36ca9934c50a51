from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vizsla
from vizsla.cli.translate_message import translate

if TYPE_CHECKING:
    from cli.conftest import Run

# A call, an attribute, a keyword argument, or a class: words of Python.
PYTHON = re.compile(
    r"\bp\.\w|\bvizsla\.\w|[a-z]_[a-z]|\w\([^)\s]*\)|\w\(\w+=|\b[a-z_]+=(?!=)|\b(Project|Limits|None|True|False)\b"
)

WRONG = [
    ("add", "nowhere", "."),
    ("add", "trees", "missing"),
    ("add", "trees", "photos", "--layout", "boxes"),
    ("add", "trees", "photos", "--layout", "dataset folder"),
    ("add", "trees", "table.csv"),
    ("call", "tres", "a.jpg"),
    ("call", "classify-image", "http://127.0.0.1:9/a.jpg"),
    ("card", "clasify-image"),
    ("classify", "photos", "--within", "dgo"),
    ("classify", "missing.jpg"),
    ("classify", "bad.jpg", "photos"),
    ("classify", "photos", "--write", "answers.xml"),
    ("compare", "trees", "1", "2"),
    ("examples", "tres"),
    ("examples", "trees", "--state", "lost"),
    ("examples", "trees", "--label", "oka"),
    ("explore", "trees", "--html", "no/such/folder/page.html"),
    ("export", "tres", "--web", "site"),
    ("export", "trees"),
    ("export", "detect-objects", "--tflite", "one.tflite"),
    ("export-data", "trees", "photos"),
    ("export-data", "trees", "data", "--layout", "boxes"),
    ("history", "trees", "999"),
    ("history", "trees", "missing.png"),
    ("label", "trees", "", "1"),
    ("label", "trees", "oak", "999"),
    ("label", "trees", "oak", "missing.png"),
    ("labels", "trees", "--remove", "elm"),
    ("labels", "trees", "--rename", "elm", "fir"),
    ("labels", "trees", "--merge", "elm"),
    ("learn", "photos", "mine"),
    ("learn", "missing", "mine"),
    ("learn", "photos", "mine", "--test", "2"),
    ("mark", "trees", "unsure", "999"),
    ("new", "Trees"),
    ("new", "classify-image"),
    ("new", "no/slash"),
    ("publish", "trees"),
    ("publish", "trees", "--run", "7"),
    ("remove", "trees"),
    ("remove", "trees", "--example", "999"),
    ("remove", "tres", "--yes"),
    ("rollback", "trees"),
    ("rollback", "trees", "--to", "7"),
    ("test", "tres"),
    ("test", "trees"),
    ("test", "trees", "photos", "--run", "7"),
    ("test", "classify-image", "photos"),
    ("test", "classify-image", "unknown"),
    ("train", "trees"),
    ("train", "trees", "--test", "2"),
    ("train", "trees", "--precision", "0.2"),
]


@pytest.fixture
def trees(run: Run, photographs: Path, tmp_path: Path) -> None:
    """A project with two labelled images, the folder that they come from, and a bad file."""
    (tmp_path / "photos" / "oak").mkdir(parents=True)
    for name in ("grass.png", "gravel.png"):
        shutil.copy(photographs / name, tmp_path / "photos" / "oak")
    shutil.copytree(tmp_path / "photos" / "oak", tmp_path / "unknown" / "zzzz")
    (tmp_path / "bad.jpg").write_text("no image")
    (tmp_path / "table.csv").write_text("image,label\nlost.png,oak\n")
    run("new", "trees")
    run("add", "trees", "photos")


@pytest.mark.usefixtures("trees")
def test_no_message_of_the_command_line_speaks_python(run: Run, tmp_path: Path) -> None:
    for words in WRONG:
        done = run(*words, code=None)
        text = done.stdout + done.stderr
        assert done.code != 0 or "did you mean" in text, (words, text)
        assert "Traceback" not in text, (words, text)
        assert not PYTHON.search(text.replace(str(tmp_path), "")), (words, text)


@pytest.mark.usefixtures("trees")
@pytest.mark.parametrize(
    ("words", "way_out"),
    [
        (("publish", "trees"), "vizsla train trees"),
        (("examples", "tres"), "did you mean 'trees'?"),
        (("examples", "tres"), "vizsla new tres"),
        (("labels", "trees", "--remove", "oka"), "did you mean 'oak'?"),
        (("classify", "photos", "--within", "dgo"), "--within 'dgo'"),
        (("explore", "trees", "--html", "no/page.html"), "--html "),
        (("card", "clasify-image"), "did you mean 'classify-image'"),
        (("test", "tres"), "did you mean 'trees'?"),
    ],
)
def test_the_way_out_is_a_command_and_the_nearest_name(
    run: Run, words: tuple[str, ...], way_out: str
) -> None:
    done = run(*words, code=None)
    assert done.code in {1, 2}
    assert way_out in done.stderr


def test_help_names_the_extra_that_brings_the_accurate_encoder(run: Run) -> None:
    text = " ".join(run("new", "--help").stdout.replace("\u2502", " ").split())
    assert "pip install 'vizsla[accurate]'" in text


@pytest.mark.parametrize(
    ("message", "translated"),
    [
        ("not tested: call p.test(run) first", "not tested: run vizsla test trees first"),
        (
            "p.publish(run, untested=True) if there is nothing",
            "vizsla publish trees --untested if there is nothing",
        ),
        (
            "merge_labels(['Hemlok', 'a b'], 'hemlock') makes",
            "vizsla labels trees --merge Hemlok --merge 'a b' --into hemlock makes",
        ),
        ("or p.label(example, 'oak', positive=False)", "or vizsla label trees 'oak' EXAMPLE --not"),
        ("(option 'replace')", "(--replace)"),
        ("name the folder with the option 'root'", "name the folder with the option --root"),
        ("Give a smaller file, or raise Limits(max_bytes=...).", "Give a smaller file."),
        ("allow it: Limits(allow_private_urls=True).", "allow it: --allow-private-urls."),
        ("a column x=1 of the file stays", "a column x=1 of the file stays"),
    ],
)
def test_calls_become_commands_and_arguments_options(message: str, translated: str) -> None:
    assert translate(message, "trees") == translated


def test_every_call_in_a_message_of_the_api_has_a_command() -> None:
    source = Path(vizsla.__file__).parent
    left = []
    for path in sorted({*source.rglob("*.py")} - {*(source / "explore").rglob("*.py")}):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Raise) and node.exc is not None:
                strings = (
                    each.value
                    for each in ast.walk(node.exc)
                    if isinstance(each, ast.Constant) and isinstance(each.value, str)
                )
                # A value that is put in is quoted, as in p.label(example, 'oak').
                message = translate("".join(strings).replace("(example, ,", "(example, 'oak',"))
                left.extend((path.name, call) for call in re.findall(r"\bp\.\w+\(.*?\)", message))
    assert left == []
