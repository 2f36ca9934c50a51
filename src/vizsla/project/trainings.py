"""The trainings of a project: those that servers were asked for, and all others that were done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vizsla.errors import NotFoundError, OptionError, TrainingDataError
from vizsla.functions.version_words import check_version_word
from vizsla.project.training_job import BACKGROUND, TRAIN, labels_digest
from vizsla.wording import counted
from vizsla.workspace.jobs import DONE, RUNNING, WAITING

if TYPE_CHECKING:
    from datetime import datetime

    from vizsla.functions.classifier import Classifier
    from vizsla.json_value import JSONObject
    from vizsla.project.project import Project
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["Training", "Trainings"]

TOPIC, EXPORT_TOPIC = "training", "export"
RUN = "run "


@dataclass(frozen=True, slots=True)
class Training:
    """A training.

    Attributes:
        key: the job's id; of a training without a job ``run 3``.
        name: its name, for people.
        state: as that of a job.
        message: the stage that it is in; of one that failed, the reason.
        run: the number of the run that it made; None before it is done.
        tested: whether the run was tested.
        trained_on: the ``labels_digest`` of the examples; empty where it is not known.
        created_at: when it was asked for, UTC.
        ended_at: when it ended, UTC; None before.
        version: the published version of its run, the newest of several; None where there is none.
        version_name: the name that this version was published under, or None.

    """

    key: str
    name: str
    state: str
    message: str
    run: int | None
    tested: bool
    trained_on: str
    created_at: datetime
    ended_at: datetime | None
    version: int | None
    version_name: str | None

    @property
    def is_active(self) -> bool:
        """Whether it waits or is going on."""
        return self.state in {WAITING, RUNNING}


class Trainings:
    """The trainings of a project.

    Args:
        workspace: the workspace.
        store: the project's store.

    """

    def __init__(self, workspace: Workspace, store: Store) -> None:
        self._workspace = workspace
        self._store = store

    def all(self) -> list[Training]:
        """Return the trainings, the oldest first, without those that were hidden."""
        facts = self._workspace.facts.of_topic(self._store.row_id, TOPIC)
        versions = {each.run: each.number for each in self._store.versions()}
        words = self._workspace.functions.version_names(self._store.name)
        names = {number: word for word, number in words.items()}
        jobs = self._workspace.jobs.of_project(self._store.row_id, TRAIN)
        runs = {each.number: each for each in self._store.runs()}
        made = {each.result["run"] for each in jobs if each.state == DONE}
        rows: list[tuple[datetime, str, Job | None]] = [
            (each.created_at, each.id, each) for each in jobs
        ]
        rows += [
            (each.created_at, f"{RUN}{number}", None)
            for number, each in runs.items()
            if number not in made
        ]
        found = []
        for number, (created, key, job) in enumerate(sorted(rows, key=lambda row: row[:2]), 1):
            fact = facts.get(key, {})
            if fact.get("hidden"):
                continue
            run = int(key.removeprefix(RUN)) if job is None else _run(job)
            version = None if run is None else versions.get(run)
            found.append(
                Training(
                    key,
                    str(fact.get("name", f"Iteration {number}")),
                    DONE if job is None else job.state,
                    "" if job is None else job.message,
                    run,
                    self._is_tested(run, job),
                    "" if job is None else str(job.result.get("trained_on", "")),
                    created,
                    created if job is None else job.ended_at,
                    version,
                    None if version is None else names.get(version),
                )
            )
        return found

    def ask(self, who: str | None = None, *, background: bool = False) -> Training:
        """Ask for a training, which a server then does.

        Args:
            who: the person or program that asks for it.
            background: whether a server asks by itself.

        Raises:
            TrainingDataError: there are too few labels.
            OptionError: a training waits or is going on already.

        """
        counts = [each for each in self._store.labels() if each.positive or each.negative]
        least = 1 if self._store.multi_label else 2
        if len(counts) < least:
            shown = ", ".join(repr(each.name) for each in counts) or "none"
            raise TrainingDataError(
                f"{self._store.name!r} needs images of at least {counted(least, 'label')} to be "
                f"trained, and it has images of: {shown}"
            ).because("few-labels", least=least)
        asked: JSONObject | None = {BACKGROUND: True} if background else None
        return self.get(self._workspace.jobs.new(self._store.row_id, TRAIN, who, asked).id)

    def unchanged(self) -> Training | None:
        """Return the last training, where no label or example has changed since; else None."""
        done = [each for each in self.all() if each.state == DONE]
        if not done or not done[-1].trained_on:
            return None
        return done[-1] if done[-1].trained_on == labels_digest(self._store.examples()) else None

    def is_active(self) -> bool:
        """Return whether a training waits or is going on."""
        jobs = self._workspace.jobs.of_project(self._store.row_id, TRAIN)
        return any(each.is_active for each in jobs)

    def get(self, key: str) -> Training:
        """Return a training by its key.

        Raises:
            NotFoundError: there is none, or it was hidden.

        """
        for each in self.all():
            if each.key == key:
                return each
        raise NotFoundError(f"{self._store.name!r} has no training {key!r:.90}")

    def rename(self, training: Training, name: str) -> Training:
        """Name a training otherwise.

        Raises:
            OptionError: another one has that name.

        """
        if any(each.name == name and each.key != training.key for each in self.all()):
            raise OptionError(f"there is a training {name!r:.90} already; choose another name")
        self._put(training, {"name": name})
        return self.get(training.key)

    def hide(self, training: Training) -> None:
        """List a training no more; its run and its versions stay."""
        self._put(training, {"name": training.name, "hidden": True})

    def publish(self, project: Project, training: Training, name: str) -> Training:
        """Publish a training that is done, make it live, and name its version.

        Args:
            project: the project.
            training: the training.
            name: the version's name, which is taken from another version that had it.

        Raises:
            OptionError: the text can't name a version.
            BundleError: the function can't be published; the error says why.

        """
        check_version_word(name)
        if training.version is None:
            untested = not training.tested
            with project.publish(training.run, untested=untested, also_as=name):
                return self.get(training.key)
        project.rollback(training.version)
        self.withdraw(training)
        self._workspace.functions.name_version(self._store.name, name, training.version)
        return self.get(training.key)

    def withdraw(self, training: Training) -> None:
        """Take the name of a training's version away; the version stays."""
        if training.version_name is not None:
            self._workspace.functions.name_version(self._store.name, training.version_name, None)

    def function(self, project: Project, training: Training) -> Classifier[Any]:
        """Open the function of a training that is done: its version, or one in memory."""
        if training.version is not None:
            return project.function(training.version)
        return project.function_of(training.run)

    def add_export(self, training: Training, platform: str, flavor: str | None) -> None:
        """Remember that a training was exported."""
        fact = {"training": training.key, "platform": platform, "flavor": flavor}
        name = f"{training.key} {platform}"
        self._workspace.facts.put(self._store.row_id, EXPORT_TOPIC, {name: fact})

    def exports(self, training: Training) -> list[tuple[str, str | None]]:
        """Return the platforms and flavors that a training was exported for."""
        facts = self._workspace.facts.of_topic(self._store.row_id, EXPORT_TOPIC)
        return [
            (str(each["platform"]), None if each["flavor"] is None else str(each["flavor"]))
            for each in facts.values()
            if each["training"] == training.key
        ]

    def _is_tested(self, run: int | None, job: Job | None) -> bool:
        if run is None:
            return False
        if job is not None and job.result.get("tested"):
            return True
        return self._store.report(run) is not None

    def _put(self, training: Training, fact: dict[str, Any]) -> None:
        self._workspace.facts.put(self._store.row_id, TOPIC, {training.key: fact})


def _run(job: Job) -> int | None:
    number = job.result.get("run")
    return number if isinstance(number, int) else None
