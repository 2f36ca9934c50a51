"""Training where servers end, die, and run side by side."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from server.compat.training_programs import (
    PATIENCE,
    fill,
    predictor,
    trainer,
    wait_until_trained,
)
from server.running_server import process
from vizsla.workspace import Workspace
from vizsla.workspace.jobs import RUNNING
from vizsla.workspace.row_values import now
from vizsla.workspace.server_tables import job

if TYPE_CHECKING:
    from pathlib import Path


def wait_until_running(home: Path) -> None:
    with Workspace.open(home) as workspace:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with workspace.database.read() as connection:
                if connection.scalar(sa.select(job.c.state)) == RUNNING:
                    return
            time.sleep(0.05)
    raise AssertionError("the training did not begin")


def test_a_training_goes_on_in_the_next_server_and_two_servers_tell_the_same(
    tmp_path: Path, textures: Path
) -> None:
    with process(tmp_path, "--training") as first:
        client = trainer(first.url)
        project = client.create_project("walls")
        fill(client, project, textures)
        asked = client.train_project(project.id)
        wait_until_running(tmp_path)
        assert first.end() == 0
    with process(tmp_path, "--training") as second, process(tmp_path, "--training") as third:
        clients = [trainer(each.url) for each in (second, third)]
        done = [wait_until_trained(each, project, asked) for each in clients]
        assert [each.id for each in done] == [asked.id, asked.id]
        clients[0].publish_iteration(project.id, asked.id, "production", "any")
        unseen = (textures / "brick" / "9.png").read_bytes()
        found = predictor(third.url).classify_image(project.id, "production", unseen)
        assert found.predictions[0].tag_name == "brick"
        assert [each.publish_name for each in clients[1].get_iterations(project.id)] == [
            "production"
        ]


def test_a_training_whose_server_has_died_is_failed_and_can_be_asked_for_again(
    tmp_path: Path, textures: Path
) -> None:
    with process(tmp_path, "--training") as first:
        client = trainer(first.url)
        project = client.create_project("walls")
        fill(client, project, textures)
        asked = client.train_project(project.id)
        wait_until_running(tmp_path)
        first.process.kill()
        first.process.wait()
    with Workspace.open(tmp_path) as workspace, workspace.database.write() as connection:
        connection.execute(sa.update(job).values(seen_at=now() - timedelta(minutes=1)))
    with process(tmp_path, "--training") as second:
        client = trainer(second.url)
        failed = wait_until_trained(client, project, asked, "Failed")
        assert "died" in failed.training_error_details
        again = client.train_project(project.id)
        assert (again.status, again.name) == ("Training", "Iteration 2")
