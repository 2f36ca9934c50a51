"""The project that a request of a training program is about."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from vizsla.multi_label_kinds import is_multi_label, multi_label_kind
from vizsla.project.known_labels import KnownLabels
from vizsla.project.project import Project
from vizsla.project.trainings import Trainings
from vizsla.server.compat.custom_vision.predictions import NEGATIVE
from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError
from vizsla.server.compat.public_ids import as_uuid, iteration_id, project_id, run_id, tag_id
from vizsla.server.compat.training_access import training_workspace, visible_projects, who_of
from vizsla.server.require_key import check_function

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from starlette.requests import Request

    from vizsla.project.known_labels import KnownLabel
    from vizsla.project.trainings import Training
    from vizsla.workspace import Example, NamedProject, Store, Workspace

__all__ = ["TrainingProject", "image_id", "training_id", "training_projects"]

KIND = "image-classification"
TOPIC = "service"
NAME = "custom vision"
MOST_PREFIX = 32  # the digits of a sha256 that are an image's id


def training_projects(request: Request) -> list[NamedProject]:
    """Return the projects that a request may see: those that classify images."""
    return visible_projects(request, KIND, multi_label_kind(KIND))


@dataclass(frozen=True, slots=True)
class TrainingProject:
    """A project, and all that its routes need.

    Attributes:
        workspace: the workspace.
        store: the project's store.
        who: the name that is recorded for changes.

    """

    workspace: Workspace
    store: Store
    who: str | None

    @classmethod
    def of(cls, request: Request, project: str) -> TrainingProject:
        """Return the project that a request names, by its id or its name.

        Raises:
            CustomVisionRefusalError: there is none, or it classifies no images.
            AccessDeniedError: the request may not change it.

        """
        wanted = as_uuid(project)
        for each in training_projects(request):
            if wanted == project_id(each.name) or project == each.name:
                return cls.named(request, each.name)
        raise CustomVisionRefusalError(
            "NotFoundProject",
            f"there is no project {project!r:.90} here that classifies images",
            HTTPStatus.NOT_FOUND,
        )

    @classmethod
    def named(cls, request: Request, name: str) -> TrainingProject:
        """Return a project by its name.

        Raises:
            AccessDeniedError: the request may not change it.

        """
        check_function(request, name)
        request.scope["function"] = name  # for the log
        workspace = training_workspace(request)
        return cls(workspace, workspace.open_project(name), who_of(request))

    @property
    def name(self) -> str:
        """The project's name in the workspace."""
        return self.store.name

    @property
    def id(self) -> str:
        """The project's id."""
        return project_id(self.name)

    @property
    def several(self) -> bool:
        """Whether an image may have several tags."""
        return is_multi_label(self.store.kind)

    @property
    def labels(self) -> KnownLabels:
        """The project's labels."""
        return KnownLabels(self.workspace, self.store)

    @property
    def trainings(self) -> Trainings:
        """The project's trainings."""
        return Trainings(self.workspace, self.store)

    def opened(self) -> Project:
        """Return the project itself, whose workspace stays open."""
        return Project(self.workspace, self.store, self.who)

    def facts(self) -> dict[str, Any]:
        """Return what was said of the project when it was made."""
        return self.workspace.facts.of_topic(self.store.row_id, TOPIC).get(NAME, {})

    def put_facts(self, facts: dict[str, Any]) -> None:
        """Write the facts about the project."""
        self.workspace.facts.put(self.store.row_id, TOPIC, {NAME: facts})

    def tag_id(self, label: KnownLabel) -> str:
        """Return the id of a label's tag, which stays the same when it is renamed."""
        return tag_id(self.name, NEGATIVE if label.is_none else label.origin)

    def tags(self) -> dict[str, KnownLabel]:
        """Return the labels by their ids, also by those that predictions have."""
        found = self.labels.all()
        names = {tag_id(self.name, each.name): each for each in found}
        return names | {self.tag_id(each): each for each in found}

    def label(self, tag: str) -> KnownLabel:
        """Return the label of a tag's id.

        Raises:
            CustomVisionRefusalError: there is none.

        """
        found = self.tags().get(as_uuid(tag) or tag)
        if found is None:
            raise CustomVisionRefusalError(
                "NotFoundTag", f"there is no tag {tag!r:.80}", HTTPStatus.NOT_FOUND
            )
        return found

    def label_names(self, tags: Iterable[str]) -> list[str]:
        """Return the labels of tags' ids."""
        return [self.label(each).name for each in tags]

    def training(self, iteration: str) -> Training:
        """Return the training of an iteration's id, also of one that predictions have.

        Raises:
            CustomVisionRefusalError: there is none.

        """
        wanted = as_uuid(iteration)
        for each in self.trainings.all():
            version = None if each.version is None else iteration_id(self.name, each.version)
            if wanted in {training_id(self.name, each), version} - {None}:
                return each
        raise CustomVisionRefusalError(
            "NotFoundIteration", f"there is no iteration {iteration!r:.80}", HTTPStatus.NOT_FOUND
        )

    def examples(self, images: Iterable[str]) -> dict[str, Example]:
        """Return the examples of images' ids, by the ids; those that there are.

        An id is the beginning of the file's hash.
        """
        starts = {each: UUID(each).hex for each in images}
        found = self.store.ids_by_sha256_start(starts.values())
        examples = {each.id: each for each in self.store.get(found.values())}
        return {each: examples[found[start]] for each, start in starts.items() if start in found}


def image_id(example: Example) -> str:
    """Return the id of an example's image."""
    return str(UUID(example.sha256[:MOST_PREFIX]))


def training_id(name: str, training: Training) -> str:
    """Return the id of a training's iteration, which is there before it has a version."""
    return as_uuid(training.key) or run_id(name, training.run or 0)
