"""A project: the whole loop.

Explore the data, label it, train, test, publish, and round again. Each step's methods are in a
file of their own: ``project_data``, ``project_labels``, ``project_search``, ``project_features``,
``project_training``, ``project_keeping``, ``project_inside``, ``project_publishing``,
``project_feedback``.
"""

from __future__ import annotations

import warnings
from contextlib import ExitStack
from typing import TYPE_CHECKING

from vizsla.errors import NotFoundError, OptionError
from vizsla.multi_label_kinds import one_label_kind
from vizsla.nearest import SimilarNameWarning, nearly_equal
from vizsla.project.new_project import check_new_name, new_settings
from vizsla.project.project_data import ProjectData
from vizsla.project.project_features import ProjectFeatures
from vizsla.project.project_feedback import ProjectFeedback
from vizsla.project.project_inside import ProjectInside
from vizsla.project.project_keeping import ProjectKeeping
from vizsla.project.project_labels import ProjectLabels
from vizsla.project.project_publishing import ProjectPublishing
from vizsla.project.project_search import ProjectSearch
from vizsla.training.one_thread import require_training
from vizsla.workspace import Workspace

if TYPE_CHECKING:
    from typing import Self

    from vizsla.workspace import ProjectSummary, Store

__all__ = ["Project"]


class Project(
    ProjectData,
    ProjectLabels,
    ProjectSearch,
    ProjectFeatures,
    ProjectKeeping,
    ProjectInside,
    ProjectPublishing,
    ProjectFeedback,
):
    """Examples, labels, and the versions trained from them.

    Open one with ``Project.open(name)``. It may be used from many threads and several processes at
    once, and in a forked child. ``who`` names the person or program to record for changes: by
    default the one for whom the project was opened.
    """

    @classmethod
    def open(
        cls,
        name: str,
        *,
        create: bool = True,
        kind: str | None = None,
        encoder: str | None = None,
        multi_label: bool | None = None,
        who: str | None = None,
    ) -> Project:
        """Open a project of the workspace; make it if it does not exist.

        The workspace is ``VIZSLA_HOME``, by default a folder among the user's data.

        Args:
            name: letters, digits, ``-``, ``_`` and ``.``; also the name of the functions that
                the project publishes.
            create: whether to make the project if it does not exist; otherwise that is an error.
            kind: the kind of function that the project trains; of a new project
                ``image-classification`` by default.
            encoder: the encoder's name, or ``"accurate"`` for the accurate one
                (``pip install 'vizsla[accurate]'``, and of texts ``'vizsla[text-accurate]'``), or
                for texts ``"multilingual"`` (``'vizsla[text-multilingual]'``); of a new project the
                fast one by default, of texts for English. A project keeps its kind and its encoder.
            multi_label: whether an example may have several labels; False by default for a new
                project, which keeps it.
            who: the person or program to record for changes; by default the user of this computer.

        Raises:
            OptionError: the name is not allowed, a shipped function has it, or the project is of
                another kind or encoder.
            NotFoundError: the project does not exist, and ``create`` is False.
            WorkspaceError: the workspace can't be used; the error's class says why.
            MissingExtraError: the packages for training, or the encoder, are not installed.

        """
        require_training()
        with ExitStack() as opened:
            workspace = opened.enter_context(Workspace.open())
            try:
                found = workspace.open_project(name)
            except NotFoundError as error:
                check_new_name(name)
                if not create:
                    reason = f"{error}; make it with: Project.open({name!r})"
                    raise NotFoundError(reason) from error
                _warn_of_spelling(name, [each.name for each in workspace.projects()])
                # Another process may just have made it.
                settings = new_settings(kind, encoder, multi_label=bool(multi_label))
                found = workspace.create(name, exist_ok=True, who=who, **settings)
            _check_settings(found, kind, encoder, multi_label=multi_label)
            opened.pop_all()  # the project closes the workspace; only an error closes it here
        return cls(workspace, found, who)

    @staticmethod
    def all() -> list[ProjectSummary]:
        """Return the projects of the workspace, by name."""
        with Workspace.open() as workspace:
            return workspace.projects()

    @staticmethod
    def delete(name: str, who: str | None = None) -> None:
        """Remove a project for good: examples, labels, runs and published functions.

        Args:
            name: the project's name.
            who: the person or program to record; by default the user of this computer.

        Raises:
            NotFoundError: there is no project of that name.

        """
        with Workspace.open() as workspace:
            name = workspace.open_project(name).name  # as it was made: case does not count
            workspace.remove(name, who)
            workspace.functions.remove(name)

    @property
    def name(self) -> str:
        """The project's name."""
        return self._store.name

    @property
    def kind(self) -> str:
        """The kind of function that the project trains, such as ``image-classification``."""
        return self._store.kind

    @property
    def encoder(self) -> str:
        """The name of the encoder that embeds the examples, such as ``efficientnet-lite0``."""
        return self._store.encoder

    def close(self) -> None:
        """Close the connections to the database."""
        self._workspace.close()

    def __enter__(self) -> Self:
        """Return the project, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the project."""
        self.close()

    def __repr__(self) -> str:
        """Show the project's name."""
        return f"<project {self.name!r}>"


def _warn_of_spelling(name: str, existing: list[str]) -> None:
    """Warn of a new project whose name is nearly that of an existing one."""
    near = nearly_equal(name, existing)
    if near is not None:
        warnings.warn(
            f"{name!r} is a new project, and nearly the project {near!r}; if that was meant: "
            f"Project.delete({name!r})",
            SimilarNameWarning,
            stacklevel=3,
        )


def _check_settings(
    store: Store, kind: str | None, encoder: str | None, *, multi_label: bool | None
) -> None:
    """Refuse a kind or an encoder that is not the project's.

    Raises:
        OptionError: the project has another kind or encoder.

    """
    if multi_label is not None and multi_label != store.multi_label:
        has = "several labels" if store.multi_label else "one label"
        raise OptionError(
            f"an example of the project {store.name!r} has {has}, which was said when it was made; "
            "choose another name for a project of the other kind"
        )
    if kind is not None and kind not in (store.kind, one_label_kind(store.kind)):
        raise OptionError(
            f"the project {store.name!r} trains functions of kind {store.kind!r}, not {kind!r}; "
            "choose another name for a project of that kind"
        )
    if encoder is None:
        return
    from vizsla.encoders.registry import encoder_named

    name = encoder_named(encoder, store.modality).name
    if name != store.encoder:
        raise OptionError(
            f"the project {store.name!r} uses the encoder {store.encoder!r}, not {name!r}; "
            "choose another name for a project with that encoder"
        )
