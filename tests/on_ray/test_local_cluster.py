from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

import team_servers
import vizsla
from command_line import vizsla as command
from vizsla.answer import Answer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("local_ray")


@pytest.fixture(scope="module")
def stored(images: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ten photographs of fish, and a file that is no image."""
    folder = tmp_path_factory.mktemp("stored") / "pictures"
    shutil.copytree(images / "fish", folder)
    (folder / "bad.jpg").write_bytes(b"no image")
    return folder


def test_objects_are_answered_into_parquet_in_an_object_store(
    stored: Path, s3_server: str, tmp_path: Path
) -> None:
    with team_servers.bucket(s3_server) as bucket:
        import s3fs

        system = s3fs.S3FileSystem()
        system.put(str(stored), f"{bucket}/pictures", recursive=True)
        source, output = f"{bucket}/pictures/", f"{bucket}/answers.parquet"
        words = ("call", "classify-image", source, "--ray", "--write", output)
        done = command(*words, folder=tmp_path)
        assert done.code == 3, done.stderr
        assert "10 answers in" in done.stderr
        table = pq.read_table(output.removeprefix("s3://"), filesystem=system)
        rows = {row["input"].rpartition("/")[2]: row for row in table.to_pylist()}
        assert table.num_rows == len(rows) == 11
        for path, result in vizsla.load("classify-image").over(stored):
            row = rows[path.name]
            if isinstance(result, Answer):
                assert row["error"] is None
                assert (row["answer"], row["score"], row["sure"]) == (*result, result.sure)
                expected = [each.to_dict() for each in result.alternatives]
                assert row["alternatives"] == expected
            else:
                assert row["answer"] is None
                assert row["error"]["kind"] == "InputFormatError"
        again = command(*words, folder=tmp_path)
        assert "11 rows were there already" in again.stderr
        assert again.code == 0


def test_the_rows_of_a_table_are_answered_by_their_own_place(tmp_path: Path) -> None:
    (tmp_path / "mails.csv").write_text("text,n\nTwo dogs at $40 each,1\nsee me on Monday,2\n")
    words = ("call", "recognize-text", "mails.csv", "--reference", "2026-11-29", "--ray")
    done = command(*words, "--write", "found.jsonl", folder=tmp_path)
    assert done.code == 0, done.stderr
    (part,) = (tmp_path / "found.jsonl").glob("part-*.jsonl")
    rows = [json.loads(line) for line in part.read_text("utf-8").splitlines()]
    assert [row["input"] for row in rows] == ["mails.csv, row 2", "mails.csv, row 3"]
    plain = vizsla.recognize_text.over([row["text"] for row in rows], reference="2026-11-29")
    assert [row["entities"] for row in rows] == [
        each.to_dict()["entities"] for _, each in plain if isinstance(each, Answer)
    ]


def test_a_function_of_ones_own_goes_to_the_workers(bundle: Path, textures: Path) -> None:
    own = vizsla.load(bundle)
    assert list(own.over(textures / "brick", on="ray")) == list(own.over(textures / "brick"))


def test_answers_are_printed_in_the_order_of_the_inputs(images: Path, tmp_path: Path) -> None:
    folder = images / "windmill"
    done = command("call", "classify-image", folder, "--ray", "--json", folder=tmp_path)
    plain = command("call", "classify-image", folder, "--json", folder=tmp_path)
    assert done == plain


def test_a_run_answers_only_what_has_no_row_yet(stored: Path, tmp_path: Path) -> None:
    words = ("call", "classify-image", str(stored), "--ray", "--write", "answers.csv")
    few = ("call", "classify-image", str(stored / "03.jpg"), "--ray", "--write", "answers.csv")
    assert command(*few, folder=tmp_path).code == 0
    (first,) = (tmp_path / "answers.csv").glob("part-*")
    content = first.read_bytes()
    assert command(*words, folder=tmp_path).code == 3
    assert first.read_bytes() == content
    names = Counter(
        row["input"]
        for part in (tmp_path / "answers.csv").glob("part-*")
        for row in csv.DictReader(io.StringIO(part.read_text("utf-8")))
    )
    assert names == Counter(map(str, stored.iterdir()))


def test_other_machines_reach_nothing_of_it() -> None:
    import psutil  # Ray brings it

    own = psutil.Process()
    listening: set[str] = set()
    for process in own.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            found = process.net_connections("tcp")
            listening |= {each.laddr.ip for each in found if each.status == psutil.CONN_LISTEN}
    assert listening
    assert listening <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}


def test_adding_on_ray_stores_what_adding_here_stores(
    stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    projects = [vizsla.Project.open("here"), vizsla.Project.open("there")]
    here, there = (
        project.add(stored, "fish", on=on)
        for project, on in zip(projects, (None, "ray"), strict=True)
    )
    assert (there.new, there.known) == (here.new, here.known) == (10, 0)
    assert [(name, type(error)) for name, error in there.problems] == [
        (name, type(error)) for name, error in here.problems
    ]
    first, second = (_stored(project) for project in projects)
    assert first == second
    again = command("add", "there", stored, "--label", "fish", "--ray", folder=tmp_path)
    assert (again.code, "0 new, 10 known already" in again.stdout) == (3, True)


def _stored(project: vizsla.Project) -> list[object]:
    """Return what a project knows of its examples, with their embeddings."""
    vectors = project._snapshot().vectors
    return [
        (each.name, each.sha256, each.label, each.fingerprint, each.facts, vector.tobytes())
        for each, vector in zip(project, vectors, strict=True)
    ]
