from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vizsla import errors
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vizsla.workspace import NewExample

    New = Callable[..., NewExample]


def test_projects_are_listed_with_their_counts(workspace: Workspace, new: New) -> None:
    trees = workspace.create("trees")
    workspace.create("Houses")
    trees.add([new(0, "oak"), new(1, "ash"), new(2, not_labels=("ash",)), new(3)])
    trees.add_run({}, b"")
    trees.add_version(1, {}, 1)
    houses, found = workspace.projects()
    assert (houses.name, houses.examples, houses.labelled, houses.versions) == ("Houses", 0, 0, 0)
    assert (found.name, found.examples, found.labelled) == ("trees", 4, 3)
    assert (found.labels, found.versions) == (2, 1)
    assert found.created_at.tzinfo is not None


def test_project_names_that_differ_by_case_alone_are_the_same(workspace: Workspace) -> None:
    workspace.create("Trees")
    assert workspace.open_project("tREES").name == "Trees"
    with pytest.raises(errors.OptionError, match="'Trees'"):
        workspace.create("trees")
    assert workspace.create("trees", exist_ok=True).name == "Trees"


@pytest.mark.parametrize(
    "name", ["", " a", "a b", "-a", ".a", "a@1", "a/b", "..", "ä", "a\n", "a" * 81, None]
)
def test_text_that_can_not_be_a_project_name_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(errors.OptionError, match="name"):
        workspace.create(name)


def test_the_error_for_a_missing_project_lists_the_existing_ones(workspace: Workspace) -> None:
    workspace.create("a.Tree_1-x")
    for act in (workspace.open_project, workspace.remove):
        with pytest.raises(errors.NotFoundError, match=r"'trees'.*a\.Tree_1-x"):
            act("trees")


def test_a_removed_project_takes_every_file_that_no_other_needs(
    workspace: Workspace, new: New, files: Callable[[], set[str]]
) -> None:
    trees, houses = workspace.create("trees"), workspace.create("houses")
    trees.add([new(n, "oak") for n in range(6)])
    trees.label([1, 2], "ash")
    trees.add_run({"a": 1}, b"b")
    trees.add_report(1, {})
    trees.add_version(1, {}, 1)
    kept = houses.add([new(5), new(6)])
    workspace.remove("TREES")
    assert [each.name for each in workspace.projects()] == ["houses"]
    assert len(files()) == 2
    for example in houses.get([each.id for each in kept]):
        assert houses.read(example)
    assert houses.embeddings("m")[1].shape == (2, 32)
    again = workspace.create("trees")
    assert again.runs() == []
    assert again.counts().examples == 0


def test_a_closed_workspace_is_refused_with_the_reason(home: Path) -> None:
    workspace = Workspace.open(home)
    store = workspace.create("trees")
    workspace.close()
    workspace.close()
    for act in (workspace.projects, store.counts, lambda: store.label([1], "oak")):
        with pytest.raises(errors.WorkspaceError, match="closed"):
            act()


def test_a_database_url_that_is_none_is_refused_without_showing_its_password(home: Path) -> None:
    for url in (
        "nonsense",
        "nonsense://",
        "cobol://me:secret@host/db",
        "postgresql+x://",
        "sqlite://",
    ):
        with pytest.raises(errors.VizslaError, match="VIZSLA_DATABASE_URL") as raised:
            Workspace.open(home, url)
        assert "secret" not in str(raised.value)
        assert isinstance(raised.value, errors.OptionError | errors.MissingExtraError)


def test_projects_are_named_without_counting(workspace: Workspace) -> None:
    for name in ("trees", "Dogs"):
        workspace.create(name)
    named = workspace.named_projects()
    assert [each.name for each in named] == ["Dogs", "trees"]
    counted = workspace.projects()
    assert [(each.kind, each.created_at) for each in named] == [
        (each.kind, each.created_at) for each in counted
    ]
