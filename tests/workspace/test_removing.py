from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from vizsla import errors
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.workspace import NewExample, Store

    New = Callable[..., NewExample]


def test_a_removed_example_is_gone_with_its_file(
    store: Store, new: New, files: Callable[[], set[str]]
) -> None:
    ids = [each.id for each in store.add([new(n, "oak") for n in range(4)])]
    store.label(ids, "ash")
    gone = store.get(ids[:2])
    store.remove(ids[:2])
    assert [each.id for each in store.examples()] == ids[2:]
    assert len(files()) == 2
    assert store.embeddings("m")[0].tolist() == ids[2:]
    for act in (lambda: store.history(ids[0]), lambda: store.find(gone[0].sha256)):
        with pytest.raises(errors.NotFoundError):
            act()
    with pytest.raises(errors.WorkspaceDamagedError, match="missing"):
        store.read(gone[0])
    (again,) = store.add([new(0)])
    assert again.new
    assert again.id not in ids, "no id is given twice"
    assert store.get([again.id])[0].label is None


def test_removing_removes_all_examples_or_none(
    store: Store, new: New, files: Callable[[], set[str]]
) -> None:
    ids = [each.id for each in store.add([new(n) for n in range(3)])]
    with pytest.raises(errors.NotFoundError):
        store.remove([*ids, 9999])
    assert store.counts().examples == len(files()) == 3


def test_no_trace_is_left_on_the_disk(
    tmp_path: Path, new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIZSLA_DATABASE_URL", raising=False)
    random.seed(3)
    with Workspace.open(tmp_path) as workspace, Workspace.open(tmp_path) as another:
        store = workspace.create("trees")
        batch = [new(n, "oak", name=f"a/passport of person {n:03}.png") for n in range(300)]
        ids = [each.id for each in store.add(batch)]
        store.label(ids, "ash")
        another.open_project("trees").label(ids[::2], "yew")
        examples = store.get(ids)
        mistakes = [
            {"key": each.sha256, "name": each.name, "label": "oak", "score": [each.sha256, 0.5]}
            for each in examples
        ]
        figures = {"mistakes": mistakes, "by": {each.sha256: 1 for each in examples}}
        blob = b"\x93" + json.dumps([each.sha256 for each in examples]).encode() + b"\0ends"
        store.add_run(figures, blob)
        store.add_report(1, figures)
        store.add_version(1, figures, 1)
        assert len(another.projects()) == 1
        gone = random.sample(examples, 200)
        for start in range(0, 200, 40):
            store.remove([each.id for each in gone[start : start + 40]])
        traces = [each.sha256.encode() for each in gone]
        traces += [each.name.removeprefix("a/").encode() for each in gone]
        _check_gone(tmp_path, traces)
        kept = {each.sha256 for each in examples} - {each.sha256 for each in gone}
        report = store.report(1)
        assert report is not None
        assert {each["key"] for each in report["mistakes"]} == kept | {"0" * 64}
        assert {each["label"] for each in report["mistakes"]} == {"oak"}
        assert set(report["by"]) == kept
        assert store.run_blob(1).endswith(b"\0ends")
        assert len(store.run_blob(1)) == len(blob)
        for each in kept:
            assert store.find(each)
    _check_gone(tmp_path, traces)


def _check_gone(folder: Path, traces: list[bytes]) -> None:
    for path in folder.rglob("*"):
        assert path.name.encode() not in traces
        if path.is_file():
            content = path.read_bytes()
            for trace in traces:
                assert trace not in content, f"{trace!r} is in {path.name}"


def test_a_removal_that_can_not_be_finished_is_finished_later(
    home: Path, new: New, files: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open() as workspace:
        store = workspace.create("trees")
        ids = [each.id for each in store.add([new(n) for n in range(3)])]

        def refuse(_: object) -> None:
            raise errors.WorkspaceError("no")

        monkeypatch.setattr(workspace.files, "discard", refuse)
        with pytest.raises(errors.WorkspaceError):
            store.remove(ids[:2])
        assert len(files()) == 3
    with Workspace.open(home) as workspace:
        assert len(files()) == 1
        assert workspace.open_project("trees").counts().examples == 1
