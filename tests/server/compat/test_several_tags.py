"""Training with several tags an image, and with images that have none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.compat.training_programs import (
    entries,
    predictor,
    refusal,
    trainer,
    upload,
    wait_until_trained,
)
from server.running_server import thread

if TYPE_CHECKING:
    from pathlib import Path


def test_images_with_several_tags_and_with_none_are_trained_and_told_apart(
    home: Path, textures: Path
) -> None:
    del home
    with thread(training=True, workers=2) as (http, _):
        client = trainer(http.base_url)
        project = client.create_project("walls")
        assert project.settings.classification_type == "Multilabel"
        brick, rough = (client.create_tag(project.id, each) for each in ("brick", "rough"))
        none = client.create_tag(project.id, "Nothing", type="Negative")
        for name, tags in (("brick", (brick, rough)), ("gravel", (rough,)), ("grass", (none,))):
            sent = upload(client, project, entries(textures / name, *tags, count=8))
            assert sent.is_batch_successful
        done = wait_until_trained(client, project, client.train_project(project.id))
        assert done.exportable_to == ["Vizsla"]
        code = refusal(
            client.export_iteration, project.id, done.id, "TensorFlow", flavor="TensorFlowLite"
        )[1]
        assert code == "BadRequestExportValidationFailed"
        figures = client.get_iteration_performance(project.id, done.id)
        by_name = {each.name: each for each in figures.per_tag_performance}
        assert by_name.keys() == {"brick", "rough", "Nothing"}
        assert (by_name["brick"].recall, by_name["Nothing"].recall) == (1.0, 1.0)
        client.publish_iteration(project.id, done.id, "first", "any")
        for name, expected in (("brick", {"brick", "rough"}), ("gravel", {"rough"})):
            image = (textures / name / "9.png").read_bytes()
            found = predictor(http.base_url).classify_image(project.id, "first", image).predictions
            assert {each.tag_name for each in found if each.probability > 0.5} == expected
        image = (textures / "grass" / "9.png").read_bytes()
        best = predictor(http.base_url).classify_image(project.id, "first", image).predictions[0]
        assert (best.tag_type, best.tag_id) == ("Negative", none.id)
