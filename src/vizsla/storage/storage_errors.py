"""Turns the errors of file systems and object stores into Vizsla's."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vizsla.errors import VizslaError, WorkspaceError, WorkspaceFullError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FULL_ERRORS", "file_error", "full_error", "storage_errors"]

FULL_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DENIED_ERRORS = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def storage_errors(where: str) -> Iterator[None]:
    """Run a block, and raise the errors of a storage as Vizsla's.

    Args:
        where: the file's path or URL, for messages.

    Raises:
        WorkspaceError: the file can't be used; the error's class says why.

    """
    try:
        yield
    except VizslaError:
        raise
    except OSError as error:
        raise file_error(error, where) from error
    except Exception as error:  # each object store's library has errors of its own
        raise WorkspaceError(
            f"{where} can't be used ({error}); check that the storage that VIZSLA_FILES_URL names "
            "exists and may be written, and try again"
        ) from error


def file_error(error: OSError, where: str) -> WorkspaceError:
    """Return the error for a file of the workspace that can't be written or read."""
    if error.errno in FULL_ERRORS:
        return full_error(where)
    if error.errno in DENIED_ERRORS or isinstance(error, PermissionError):
        return WorkspaceError(
            f"{where} can't be used ({error.strerror or error}): allow it, or choose another "
            "folder with VIZSLA_HOME or VIZSLA_FILES_URL"
        )
    return WorkspaceError(
        f"{where} can't be used ({error.strerror or error}); what was stored before is unchanged: "
        "check that the disk or the share works, and try again"
    )


def full_error(where: str) -> WorkspaceFullError:
    """Return the error for a full storage."""
    return WorkspaceFullError(
        f"there is no room left for {where}; what was stored before is unchanged: make room, and "
        "run the same again, which continues where it stopped"
    )
