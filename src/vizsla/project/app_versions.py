"""The versions of an app: what a project had at different times, as LUIS has them.

A project has the content of one version, the active one. That of the others is kept beside it,
until one of them is trained.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, OptionError
from vizsla.exchange.assistants.write_luis_app import culture_of
from vizsla.features.definitions import read_definitions
from vizsla.functions.version_words import is_version_word
from vizsla.project.app_content import app_of, read_app, replace_content
from vizsla.project.app_models import content_models, project_models
from vizsla.project.project import Project
from vizsla.project.training_job import TRAIN
from vizsla.workspace.jobs import DONE

if TYPE_CHECKING:
    from collections import Counter

    from vizsla.json_value import JSONObject
    from vizsla.workspace import Store, Workspace
    from vizsla.workspace.jobs import Job

__all__ = ["FIRST", "AppVersion", "AppVersions"]

FIRST = "0.1"  # the version of a project that was made elsewhere
STAGING = "staging"
APP, VERSION = "app", "app version"  # topics of facts
_CHANGING = threading.Lock()  # a server's requests change the content of projects in turn


@dataclass(frozen=True, slots=True)
class AppVersion:
    """A version of an app.

    Attributes:
        id: its id, such as ``0.1``.
        is_active: whether the project has its content.
        created: when it was made: ISO 8601, UTC.
        modified: when it was imported or renamed last.
        job: the id of the job that trained it, or None.
        content: its content, where the project has that of another.

    """

    id: str
    is_active: bool
    created: str
    modified: str
    job: str | None = None
    content: JSONObject | None = None

    def fact(self) -> JSONObject:
        """Return what is kept of it."""
        return {
            "created": self.created,
            "modified": self.modified,
            "job": self.job,
            "content": None if self.content is None else dict(self.content),
        }


class AppVersions:
    """The versions of a project of texts.

    Args:
        workspace: the workspace.
        store: the project's store.
        who: the person or program to record for changes.

    """

    def __init__(self, workspace: Workspace, store: Store, who: str | None = None) -> None:
        self._workspace = workspace
        self._store = store
        self._who = who
        self._project = Project(workspace, store, who)

    @property
    def description(self) -> str:
        """The app's description."""
        return str(self._about().get("description", ""))

    @property
    def culture(self) -> str:
        """The app's language and country, such as ``en-us``."""
        name = f"the features of {self._store.name!r}"
        language = read_definitions(self._store.features(), name).language
        return str(self._about().get("culture", culture_of(language)))

    def describe(self, **about: str) -> None:
        """Write the app's ``description`` or ``culture``."""
        self._say(**about)

    def all(self) -> list[AppVersion]:
        """Return the versions, in the order of their making."""
        active = self.active
        facts = self._workspace.facts.of_topic(self._store.row_id, VERSION)
        if active not in facts:
            facts[active] = {"created": _now(), "modified": _now()}
        found = [
            AppVersion(
                name,
                name == active,
                str(fact["created"]),
                str(fact["modified"]),
                None if fact.get("job") is None else str(fact["job"]),
                _content(fact),
            )
            for name, fact in facts.items()
        ]
        return sorted(found, key=lambda each: each.created)

    @property
    def active(self) -> str:
        """The id of the version whose content the project has."""
        return str(self._about().get("active", FIRST))

    def get(self, version: str) -> AppVersion:
        """Return a version.

        Raises:
            NotFoundError: there is no such version.

        """
        for each in self.all():
            if each.id == version:
                return each
        raise NotFoundError(f"the app {self._store.name!r} has no version {version!r:.80}")

    def export(self, version: str) -> JSONObject:
        """Return the content of a version as a LUIS app.

        Raises:
            NotFoundError: there is no such version.
            OptionError: something is there that a LUIS app can't hold; the error names it.

        """
        found = self.get(version)
        if found.content is not None and not found.is_active:
            return {**found.content, "versionId": version}
        return {**app_of(self._store, version, self.description), "culture": self.culture}

    def models(self, version: AppVersion) -> Counter[tuple[str, str]]:
        """Return the number of texts of each intent and entity, by kind and name."""
        if version.content is not None and not version.is_active:
            return content_models(version.content)
        return project_models(self._store)

    def name_active(self, version: str) -> None:
        """Call the active version, which was just imported, by an id."""
        self._say(active=version)
        self._keep(AppVersion(version, True, _now(), _now()))  # noqa: FBT003 - a field

    def add(self, version: str, app: JSONObject) -> None:
        """Import a version, which becomes the active one.

        Raises:
            OptionError: there is one of that id, or the project is being trained.
            InputFormatError: something in the app is not as it should be.

        """
        content = read_app(app, f"the app {self._store.name!r}")
        with _CHANGING:
            self._check_new(version)
            self._put_away()
            # First: if this is interrupted, removing it brings back the old one.
            self.name_active(version)
            replace_content(self._project, self._store, content)

    def clone(self, version: str, new: str) -> None:
        """Copy a version.

        Raises:
            NotFoundError: there is no such version.
            OptionError: there is one of the new id.

        """
        self._check_new(new)
        self._keep(AppVersion(new, False, _now(), _now(), None, self.export(version)))  # noqa: FBT003

    def rename(self, version: str, new: str) -> None:
        """Give a version another id.

        Raises:
            NotFoundError: there is no such version.
            OptionError: there is one of the new id.

        """
        found = self.get(version)
        if new == version:
            return
        self._check_new(new)
        renamed = AppVersion(new, found.is_active, found.created, _now(), found.job, found.content)
        if found.is_active:
            self._say(active=new)
        self._keep(renamed)
        self._forget(version)

    def remove(self, version: str) -> None:
        """Remove a version; what was published of it stays.

        Raises:
            NotFoundError: there is no such version.
            OptionError: it is the only one, or the project is being trained.

        """
        with _CHANGING:
            found = self.get(version)
            others = [each for each in self.all() if each.id != version]
            if not others:
                raise OptionError(
                    f"{version!r:.80} is the only version of the app {self._store.name!r}; delete "
                    "the app"
                )
            if found.is_active:
                self._activate(others[-1])
            self._forget(version)

    def train(self, version: str) -> Job:
        """Ask for the training of a version, whose content the project then has.

        Raises:
            NotFoundError: there is no such version.
            OptionError: the project is being trained.

        """
        with _CHANGING:
            found = self.get(version)
            self._check_idle()
            if not found.is_active:
                self._activate(found)
            job = self._workspace.jobs.new(self._store.row_id, TRAIN, self._who)
            kept = AppVersion(version, True, found.created, found.modified, job.id)  # noqa: FBT003
            self._keep(kept)
            return job

    def training(self, version: AppVersion) -> Job | None:
        """Return the last training of a version; None where it was not trained."""
        return None if version.job is None else self._workspace.jobs.get(version.job)

    def publish(self, version: str, *, staging: bool) -> int:
        """Publish a version that was trained, and return the number of the function's version.

        Args:
            version: the id.
            staging: whether it becomes the version ``staging``, or else the live one.

        Raises:
            NotFoundError: there is no such version.
            OptionError: it was not trained.

        """
        job = self.training(self.get(version))
        run = None if job is None or job.state != DONE else job.result.get("run")
        if job is None or not isinstance(run, int):
            raise OptionError(
                f"the version {version!r:.80} of {self._store.name!r} is not trained; train it, "
                "and wait until it is"
            )
        functions, name = self._workspace.functions, self._store.name
        numbers = [each.number for each in self._store.versions() if each.run == run]
        there = set(functions.versions(name)).intersection(numbers)
        if there:
            number = max(there)
            self._workspace.audit.add(self._who, "publishRun", name, {"version": number})
        else:
            tested = bool(job.result.get("tested"))
            with self._project.publish(run, untested=not tested, live=False) as function:
                number = function.manifest.version
        if is_version_word(version):
            functions.name_version(name, version, number)
        if staging:
            functions.name_version(name, STAGING, number)
        else:
            functions.make_live(name, number)
        return number

    def _activate(self, version: AppVersion) -> None:
        content = read_app(self.export(version.id), f"the version {version.id!r}")
        self._put_away()
        self._say(active=version.id)
        replace_content(self._project, self._store, content)
        self._keep(AppVersion(version.id, True, version.created, version.modified, version.job))  # noqa: FBT003

    def _put_away(self) -> None:
        """Keep the content of the active version beside the project."""
        self._check_idle()
        old = self.get(self.active)
        content = self.export(old.id)
        self._keep(AppVersion(old.id, False, old.created, old.modified, old.job, content))  # noqa: FBT003

    def _check_new(self, version: str) -> None:
        if any(each.id == version for each in self.all()):
            raise OptionError(
                f"the app {self._store.name!r} has a version {version!r:.80} already; choose "
                "another id, or delete that version"
            )

    def _check_idle(self) -> None:
        jobs = self._workspace.jobs.of_project(self._store.row_id, TRAIN)
        if any(each.is_active for each in jobs):
            raise OptionError(f"the app {self._store.name!r} is being trained; wait until it is")

    def _about(self) -> JSONObject:
        found: JSONObject = self._workspace.facts.of_topic(self._store.row_id, APP).get(APP, {})
        return found

    def _say(self, **facts: str) -> None:
        self._workspace.facts.put(self._store.row_id, APP, {APP: {**self._about(), **facts}})

    def _keep(self, version: AppVersion) -> None:
        self._workspace.facts.put(self._store.row_id, VERSION, {version.id: version.fact()})

    def _forget(self, version: str) -> None:
        self._workspace.facts.put(self._store.row_id, VERSION, {version: None})


def _content(fact: JSONObject) -> JSONObject | None:
    found = fact.get("content")
    return found if isinstance(found, dict) else None


def _now() -> str:
    return datetime.now(UTC).isoformat()
