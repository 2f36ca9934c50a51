"""Every error that Vizsla raises.

::

    VizslaError
    ├── InputError                 a source can't be used
    │   ├── InputNotFoundError     no such file, or an empty folder
    │   ├── InputFormatError       not of the modality, or not in a format that is read
    │   ├── InputDamagedError      empty, truncated or corrupt
    │   ├── InputTooLargeError     more bytes, pixels or characters than the limit, or work
    │   ├── InputTypeError         of a type, dtype, shape or range that is not taken
    │   ├── InputUnclearError      it can be read in more than one way; an option says which
    │   └── UrlError               a URL that is not allowed, or does not answer
    ├── OptionError                an option (``top``, ``threshold``, ``within``) out of its range
    ├── FunctionNotFoundError      no function of that name or at that path
    ├── FunctionClosedError        a call after ``close()``
    ├── BundleError                a published function on disk can't be used
    │   ├── BundleDamagedError     a file is missing, altered or malformed
    │   ├── BundleTooNewError      written in a later format than this version reads
    │   └── BundleExistsError      the path is taken
    ├── EngineError                the engine can't run a graph, or gives wrong numbers
    ├── TrainingDataError          too few examples to train or test on
    ├── CancelledError             the user stopped the work
    ├── WorkspaceError             the database or the files of projects can't be used
    │   ├── WorkspaceDamagedError  the database is corrupt, or the file is no database
    │   ├── WorkspaceTooNewError   a later version of Vizsla wrote it
    │   ├── WorkspaceFullError     no space is left
    │   └── WorkspaceBusyError     another process has been using it for too long
    ├── NotFoundError              no such project, example, label, run or version
    ├── MissingExtraError          an optional part is not installed
    ├── ClusterError               the machines of a cluster can't be reached, or fail
    └── ServerError                a server does not answer a request
        ├── RequestError           the request is malformed, or asks for what is not there
        ├── AccessError            the request has no valid key, or comes from another website
        ├── AccessDeniedError      the caller may not do that
        ├── RateLimitError         the key has made too many calls
        └── ServerBusyError        the server has too much to do, or is ending

Each message names the thing, shows the value, and says what to do. Each class has a ``code`` that
stays the same in every version and language::

    try:
        answer = vizsla.classify_image(upload)
    except vizsla.InputError as error:
        return {"error": error.code, "message": str(error)}  # such as "input-too-large"
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self

__all__ = [
    "AccessDeniedError",
    "AccessError",
    "BundleDamagedError",
    "BundleError",
    "BundleExistsError",
    "BundleTooNewError",
    "CancelledError",
    "ClusterError",
    "EngineError",
    "FunctionClosedError",
    "FunctionNotFoundError",
    "InputDamagedError",
    "InputError",
    "InputFormatError",
    "InputNotFoundError",
    "InputTooLargeError",
    "InputTypeError",
    "InputUnclearError",
    "MissingExtraError",
    "NotFoundError",
    "OptionError",
    "RateLimitError",
    "RequestError",
    "ServerBusyError",
    "ServerError",
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
    """The base of all of Vizsla's errors.

    Attributes:
        code: the class's name without ``Error``, in kebab case: ``input-not-found``.
        reason: which of the errors of that code it is, such as ``project-exists``, for programs
            that write their own sentence; "" where its code says enough.
        values: the names, counts and limits that such a sentence needs.

    """

    code: ClassVar[str] = "vizsla"
    reason: str = ""
    values: Mapping[str, str | int | list[str]] = types.MappingProxyType({})

    def because(self, reason: str, **values: str | int | list[str]) -> Self:
        """Return the error, with its reason and the values that belong to it."""
        self.reason, self.values = reason, values
        return self

    def __init_subclass__(cls) -> None:
        """Give each class its code."""
        super().__init_subclass__()
        words = cls.__name__.removesuffix("Error")
        dashed = "".join(f"-{each}" if each.isupper() else each for each in words)
        cls.code = dashed.removeprefix("-").lower()


class InputError(VizslaError):
    """A source can't be used."""


class InputNotFoundError(InputError):
    """There is no such file, or nothing to answer in that folder."""


class InputFormatError(InputError):
    """The bytes are not of the modality, or not in a format that is read here."""


class InputDamagedError(InputError):
    """The input is empty, truncated or corrupt."""


class InputTooLargeError(InputError):
    """The input has more bytes, pixels or characters than the limit, or takes more work."""


class InputTypeError(InputError):
    """The object's type, dtype, shape or range is not one that a function takes."""


class InputUnclearError(InputError):
    """The source can be read in more than one way, and an option has to say which.

    Attributes:
        option: the option's name in Python, such as ``label_column``.
        choices: the values that it may take here, the likeliest first.

    """

    def __init__(self, message: str, option: str = "", choices: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.option = option
        self.choices = tuple(choices)


class UrlError(InputError):
    """The URL is not allowed, does not answer, or answers with something else."""


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
    """The path that a bundle should be written to is taken."""


class EngineError(VizslaError):
    """The engine can't run a graph, or gives wrong numbers."""


class TrainingDataError(VizslaError):
    """The examples don't suffice to train or test on."""


class CancelledError(VizslaError):
    """The user stopped the work."""


class WorkspaceError(VizslaError):
    """The database or the files of projects can't be used."""


class WorkspaceDamagedError(WorkspaceError):
    """The database is corrupt, or the file is no database."""


class WorkspaceTooNewError(WorkspaceError):
    """A later version of Vizsla wrote the database."""


class WorkspaceFullError(WorkspaceError):
    """No space is left where the workspace is."""


class WorkspaceBusyError(WorkspaceError):
    """Another process has been using the workspace for too long."""


class NotFoundError(VizslaError):
    """There is no such project, example, label, run or version."""


class MissingExtraError(VizslaError):
    """An optional part of Vizsla is not installed."""


class ClusterError(VizslaError):
    """The machines of a cluster can't be reached, or fail."""


class ServerError(VizslaError):
    """The server does not answer the request."""


class RequestError(ServerError):
    """The request is malformed, or asks for something that is not there.

    Attributes:
        status: the HTTP status that says more, such as 404 or 415.

    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class AccessError(ServerError):
    """The request has no valid key, or comes from another website."""


class AccessDeniedError(ServerError):
    """The caller may not do that."""


class RateLimitError(ServerError):
    """The key has made more calls than it may.

    Attributes:
        retry_after: the seconds after which the next call may succeed.

    """

    def __init__(self, message: str, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ServerBusyError(ServerError):
    """The server has more to do than it can, or is about to end.

    Attributes:
        retry_after: the seconds after which the next call may succeed.

    """

    def __init__(self, message: str, retry_after: int = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after
