"""A workspace of the tables' first revision is brought up to date, and nothing of it is lost."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from alembic import command

import team_servers
from vizsla import errors
from vizsla.workspace import EncoderSpec, Workspace
from vizsla.workspace.database import Database
from vizsla.workspace.migrate import configuration
from vizsla.workspace.schema import VERSION_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vizsla.workspace import Example, Store

FIXTURE = Path(__file__).parent / "fixtures" / "revision-0001.zip"
PROJECTS = ("walls", "floors")
ENCODER = "efficientnet-lite0 994b4e1235820340 crop 0.875"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """All that the code of the first revision answered about the workspace."""
    with zipfile.ZipFile(FIXTURE) as file:
        found: dict[str, Any] = json.loads(file.read("expected.json"))
        return found


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def migrated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The workspace's folder, brought up to date; ``Workspace.open()`` opens it."""
    folder = tmp_path_factory.mktemp("old")
    with zipfile.ZipFile(FIXTURE) as file:
        file.extractall(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZSLA_HOME", str(folder / "home"))
        patch.delenv("VIZSLA_DATABASE_URL", raising=False)
        patch.delenv("VIZSLA_FILES_URL", raising=False)
        if request.param == "SQLite":
            Workspace.open().close()
            yield folder / "home"
            return
        server = request.getfixturevalue("postgres_server")
        with team_servers.database(server) as url:
            copy_rows(f"sqlite:///{folder}/home/workspace.db", url)
            patch.setenv("VIZSLA_DATABASE_URL", url)
            Workspace.open().close()
            yield folder / "home"


def copy_rows(source: str, target: str) -> None:
    """Copy all rows into a new database with the tables of revision 0001."""
    old = sa.create_engine(source, poolclass=sa.NullPool)
    database = Database(target)
    tables = sa.MetaData()
    tables.reflect(old)
    with old.connect() as reader, database.write(lock=False) as connection:
        settings = configuration()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "0001")
        connection.execute(sa.text("DELETE FROM workspace"))
        for table in tables.sorted_tables:
            rows = [dict(row) for row in reader.execute(sa.select(table)).mappings()]
            if table.name != VERSION_TABLE and rows:
                connection.execute(sa.insert(table), rows)
            if "id" in table.c:
                connection.execute(
                    sa.text(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"  # noqa: S608
                        f" (SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
                    )
                )
    database.close()


@pytest.fixture(params=PROJECTS)
def name(request: pytest.FixtureRequest) -> str:
    """The name of each project."""
    return str(request.param)


@pytest.fixture
def store(migrated: Path, name: str) -> Iterator[Store]:
    """Each project of the workspace."""
    assert migrated.is_dir()
    with Workspace.open() as workspace:
        yield workspace.open_project(name)


def facts(example: Example) -> list[Any]:
    names = ("width", "height", "format", "brightness", "contrast", "sharpness")
    return [example.facts[each] for each in names]


def test_every_example_reads_the_same_and_is_numbered_from_1(
    store: Store, name: str, expected: dict[str, Any]
) -> None:
    found = list(store.examples())
    olds = expected[name]["examples"]
    assert [each.id for each in found] == list(range(1, len(olds) + 1))
    for each, old in zip(found, olds, strict=True):
        assert (each.sha256, each.name) == (old["sha256"], old["name"])
        assert each.added_at.isoformat() == old["added_at"]
        assert (facts(each), each.fingerprint) == (old["facts"], old["fingerprint"])
        assert (each.label, list(each.not_labels)) == (old["label"], old["not_labels"])
        assert (each.state, each.used, each.split) == (old["state"], old["used"], old["split"])
        assert list(each.contradicts) == old["contradicts"]
        assert hashlib.sha256(store.read(each)).hexdigest() == each.sha256


def test_history_stays_with_the_examples_under_their_new_ids(
    store: Store, name: str, expected: dict[str, Any]
) -> None:
    for number, old in enumerate(expected[name]["examples"], 1):
        found = [
            [
                each.kind,
                each.who,
                each.at.isoformat(),
                str(each.after),
                str(each.before),
                each.undone_by,
                None if each.undone_at is None else each.undone_at.isoformat(),
            ]
            for each in store.history(number)
        ]
        assert found == old["history"]


def test_embeddings_have_their_encoder_and_the_same_numbers(
    store: Store, name: str, expected: dict[str, Any]
) -> None:
    spec = store.encoder_spec(ENCODER)
    assert spec == EncoderSpec(ENCODER, "int16", 1280, 0.00048019208622222044)
    ids, vectors = store.embeddings(ENCODER)
    old = expected[name]["embeddings"]
    new_ids = {str(each["id"]): n for n, each in enumerate(expected[name]["examples"], 1)}
    found = {
        number: hashlib.sha256(row.astype("<i2").tobytes()).hexdigest()
        for number, row in zip(ids.tolist(), vectors, strict=True)
    }
    assert found == {new_ids[key]: value for key, value in old.items()}
    assert store.without_embedding(ENCODER) == []


def test_labels_runs_reports_and_versions_read_the_same(
    store: Store, name: str, expected: dict[str, Any]
) -> None:
    old = expected[name]
    assert [[each.name, each.positive, each.negative] for each in store.labels()] == old["labels"]
    runs = [
        {
            "number": each.number,
            "created_at": each.created_at.isoformat(),
            "figures": each.figures,
            "blob": hashlib.sha256(store.run_blob(each.number)).hexdigest(),
            "report": store.report(each.number),
        }
        for each in store.runs()
    ]
    assert runs == old["runs"]
    versions = [
        [each.number, each.run, each.created_at.isoformat(), each.figures]
        for each in store.versions()
    ]
    assert versions == old["versions"]


def test_an_old_project_has_the_only_kind_modality_and_encoder_of_its_time(store: Store) -> None:
    assert (store.kind, store.modality) == ("image-classification", "image")
    assert store.encoder == "efficientnet-lite0"


def test_a_screen_that_opens_learns_of_everything(
    store: Store, name: str, expected: dict[str, Any]
) -> None:
    changes = store.changes_since(0)
    assert changes.examples == tuple(each.id for each in store.examples())
    assert changes.runs == tuple(each["number"] for each in expected[name]["runs"])
    assert changes.versions == tuple(each[0] for each in expected[name]["versions"])
    assert not store.changes_since(changes.revision)


@pytest.mark.usefixtures("migrated")
def test_an_old_run_predicts_the_same(expected: dict[str, Any]) -> None:
    from vizsla import Project

    with Project.open("walls", create=False) as walls:
        function = walls._function(walls.run())
        for each in walls:
            alternatives = function(walls._store.read(each)).alternatives
            old = expected["walls"]["answers"][each.sha256]
            assert [other.answer for other in alternatives] == [answer for answer, _ in old]
            assert [other.score for other in alternatives] == pytest.approx(
                [score for _, score in old], abs=1e-9
            )
        assert walls.report().accuracy == expected["walls"]["versions"][0][3]["test"]["accuracy"]


@pytest.mark.usefixtures("migrated")
def test_work_goes_on_where_it_was(expected: dict[str, Any]) -> None:
    """Undo an old action, remove an example, and add one of the other project; the last test."""
    with Workspace.open() as workspace:
        walls, floors = (workspace.open_project(each) for each in PROJECTS)
        undone = floors.undo()
        assert undone is not None
        assert undone.description == "mark as unsure"
        count = len(expected["walls"]["examples"])
        first, *_ = walls.examples()
        walls.remove([first.id])
        with pytest.raises(errors.NotFoundError):
            walls.history(first.id)
        assert floors.read(floors.find("brick-0.jpg"))
        (again,) = walls.add([_new(floors, "gravel-1.jpg")])
        assert (again.id, again.new) == (count + 1, True)


def _new(store: Store, word: str) -> Any:
    from vizsla.workspace import NewExample

    example = store.find(word)
    return NewExample(store.read(example), example.name, None)
