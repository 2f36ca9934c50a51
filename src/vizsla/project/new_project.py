"""Makes projects that were not there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.errors import OptionError
from vizsla.multi_label_kinds import multi_label_kind
from vizsla.workspace.workspace import DEFAULT_KIND

if TYPE_CHECKING:
    from vizsla.workspace import Store, Workspace

__all__ = ["check_new_name", "new_project", "new_settings"]


def new_project(
    workspace: Workspace,
    name: str,
    *,
    kind: str | None = None,
    encoder: str | None = None,
    multi_label: bool = False,
    who: str | None = None,
) -> Store:
    """Make a project; of several that ask for one name at the same time, one gets it.

    Args:
        workspace: the workspace.
        name: the project's name, which its function has, too.
        kind: the kind of function that it trains; ``image-classification`` by default.
        encoder: the encoder's name; the fast one by default.
        multi_label: whether an example may have several labels.
        who: the person or program to record.

    Raises:
        OptionError: the name is taken, not allowed, or a shipped function's; or there is no such
            kind or encoder.
        MissingExtraError: the encoder is not installed.

    """
    check_new_name(name)
    settings = new_settings(kind, encoder, multi_label=multi_label)
    return workspace.create(name, exist_ok=False, who=who, **settings)


def new_settings(kind: str | None, encoder: str | None, *, multi_label: bool) -> dict[str, str]:
    """Return the settings of a new project.

    Raises:
        OptionError: there is no such kind or encoder.
        MissingExtraError: the encoder is not installed.

    """
    if kind is None and encoder is None and not multi_label:
        return {}  # the workspace's defaults, for which nothing need be imported
    from vizsla.encoders.registry import encoder_named
    from vizsla.functions.registry import trainable_class

    kind = kind or DEFAULT_KIND
    if multi_label:
        kind = multi_label_kind(kind)
    modality = trainable_class(kind).modality_name
    return {"kind": kind, "modality": modality, "encoder": encoder_named(encoder, modality).name}


def check_new_name(name: str) -> None:
    """Refuse the name of a function that Vizsla ships.

    Raises:
        OptionError: there is such a function.

    """
    from vizsla.bundle.shipped_bundles import shipped_names

    if name.casefold() in shipped_names():
        raise OptionError(f"{name!r} is a function that Vizsla ships; choose another name")
