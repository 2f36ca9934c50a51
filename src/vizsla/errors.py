"""Every error that Vizsla raises.

::

    VizslaError
    ├── InputError                 what was given to a function can't be used
    │   ├── InputNotFoundError     no such file, or an empty folder
    │   ├── InputFormatError       not a picture, or not one that can be read
    │   ├── InputDamagedError      a picture that is empty, truncated or corrupt
    │   ├── InputTooLargeError     more bytes or more pixels than the limit
    │   ├── InputTypeError         an object of a type, dtype, shape or range that is not taken
    │   └── UrlError               a URL that is not allowed or does not answer
    ├── OptionError                an option (``top``, ``threshold``, ``within``) out of its range
    ├── FunctionNotFoundError      no function of that name or at that path
    ├── FunctionClosedError        a call after ``close()``
    ├── BundleError                a published function on disk can't be used
    │   ├── BundleDamagedError     a file is missing, altered or malformed
    │   ├── BundleTooNewError      written in a later format than this version reads
    │   └── BundleExistsError      the place to write to is taken
    ├── EngineError                the engine can't run a graph, or gives wrong numbers
    ├── TrainingDataError          the examples don't suffice to train or test on
    ├── CancelledError             the user stopped it; nothing was changed
    ├── WorkspaceError             what is kept of projects can't be used
    │   ├── WorkspaceDamagedError  the database is not one, or is corrupt
    │   ├── WorkspaceTooNewError   a later version of Vizsla wrote it
    │   ├── WorkspaceFullError     there is no room left
    │   └── WorkspaceBusyError     another process held it for too long
    ├── NotFoundError              a project, example, label, run or version that is not there
    └── MissingExtraError          an optional part is not installed

Each message names the thing, shows the value, and says what to do.
"""

from __future__ import annotations

__all__ = [
    "BundleDamagedError",
    "BundleError",
    "BundleExistsError",
    "BundleTooNewError",
    "CancelledError",
    "EngineError",
    "FunctionClosedError",
    "FunctionNotFoundError",
    "InputDamagedError",
    "InputError",
    "InputFormatError",
    "InputNotFoundError",
    "InputTooLargeError",
    "InputTypeError",
    "MissingExtraError",
    "NotFoundError",
    "OptionError",
    "TrainingDataError",
    "UrlError",
    "VizslaError",
    "WorkspaceBusyError",
    "WorkspaceDamagedError",
    "WorkspaceError",
    "WorkspaceFullError",
    "WorkspaceTooNewError",
]


class VizslaError(Exception):
    """The base of all of Vizsla's errors."""


class InputError(VizslaError):
    """What was given to a function can't be used."""


class InputNotFoundError(InputError):
    """There is no such file, or nothing to answer in that folder."""


class InputFormatError(InputError):
    """The bytes are not a picture in a format that can be read here."""


class InputDamagedError(InputError):
    """The picture is empty, truncated or corrupt."""


class InputTooLargeError(InputError):
    """The picture has more bytes or more pixels than the limit."""


class InputTypeError(InputError):
    """The object's type, dtype, shape or range is not one that a function takes."""


class UrlError(InputError):
    """The URL is not allowed, does not answer, or does not hold what it should."""


class OptionError(VizslaError):
    """An option of a call is outside its range."""


class FunctionNotFoundError(VizslaError):
    """There is no function of that name or at that path."""


class FunctionClosedError(VizslaError):
    """The function was called after it was closed."""


class BundleError(VizslaError):
    """A published function on disk can't be used."""


class BundleDamagedError(BundleError):
    """A file of the bundle is missing, altered or malformed."""


class BundleTooNewError(BundleError):
    """The bundle was written in a later format than this version reads."""


class BundleExistsError(BundleError):
    """The place that a bundle should be written to is taken."""


class EngineError(VizslaError):
    """The engine can't run a graph, or its numbers are not the graph's."""


class TrainingDataError(VizslaError):
    """The examples don't suffice to train or test on."""


class CancelledError(VizslaError):
    """The user stopped it; nothing was changed."""


class WorkspaceError(VizslaError):
    """What is kept of projects can't be used."""


class WorkspaceDamagedError(WorkspaceError):
    """The database is not one, or is corrupt."""


class WorkspaceTooNewError(WorkspaceError):
    """A later version of Vizsla wrote the database."""


class WorkspaceFullError(WorkspaceError):
    """There is no room left where the workspace is."""


class WorkspaceBusyError(WorkspaceError):
    """Another process held the workspace for too long."""


class NotFoundError(VizslaError):
    """There is no such project, example, label, run or version."""


class MissingExtraError(VizslaError):
    """An optional part of Vizsla is not installed."""
