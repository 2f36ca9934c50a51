"""Lists and reads the objects of an object store, such as S3."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.errors import (
    ClusterError,
    InputError,
    InputNotFoundError,
    MissingExtraError,
)
from vizsla.modalities.limits import Limits, check_byte_count
from vizsla.modalities.sources.named_bytes import NamedBytes
from vizsla.modalities.sources.system_names import is_system_name
from vizsla.modalities.sources.walk import is_pattern, natural_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["is_object", "list_objects", "read_object", "require_s3"]

SCHEMES = ("s3://", "s3a://")


def is_object(text: str) -> bool:
    """Return whether a text is the URL of an object, a prefix or a pattern in an object store."""
    return text.lower().startswith(SCHEMES)


def require_s3(url: str) -> None:
    """Refuse where the library that reaches S3 is not installed.

    Raises:
        MissingExtraError: it is not.

    """
    try:
        missing = find_spec("s3fs") is None
    except ValueError:  # a module that is blocked
        missing = True
    if missing:
        raise MissingExtraError(
            f"{url} needs s3fs, which is not installed: pip install 'vizsla[s3]', on every machine"
        )


def list_objects(url: str, wanted: Callable[[str], bool], singular: str) -> list[str]:
    """Return the URLs of the objects that a URL names, in natural order.

    Args:
        url: an object; a prefix, as ``s3://bucket/pictures/``, with all below it; or a pattern,
            as ``s3://bucket/*/front.jpg``.
        wanted: whether an object below a prefix counts, by its name.
        singular: the word for one input in messages.

    Raises:
        InputNotFoundError: there is no such object.
        ClusterError: the store can't be read.
        MissingExtraError: the library that reaches it is not installed.

    """
    require_s3(url)
    system, root = _open(url)
    scheme = url[: url.index("://") + 3]
    try:
        names = [*_names(system, root, url, wanted)]
    except FileNotFoundError:
        names = []
    except Exception as error:  # libraries of object stores raise errors of their own
        raise _unreadable(url, error) from error
    if not names:
        raise InputNotFoundError(f"{url} has no {singular}. Check the bucket, and the prefix.")
    return [f"{scheme}{each}" for each in names]


def _names(system: Any, root: str, url: str, wanted: Callable[[str], bool]) -> Iterator[str]:  # noqa: ANN401
    if is_pattern(url):
        found = system.glob(root)
        yield from sorted(filter(wanted, found), key=_order)
    elif not url.endswith("/") and system.isfile(root):
        yield root
    else:
        for folder, _, files in system.walk(root):
            inside = folder.removeprefix(root.rstrip("/"))
            if not any(is_system_name(each) for each in inside.split("/") if each):
                visible = [each for each in files if each and not is_system_name(each)]
                paths = [f"{folder.rstrip('/')}/{each}" for each in visible]
                yield from sorted(filter(wanted, paths), key=_order)


def _order(name: str) -> Any:  # noqa: ANN401 - a key of any type
    return natural_order(Path(name))


def read_object(url: str, limits: Limits) -> NamedBytes | InputError:
    """Return an object's bytes, or the error that says why it can't be used.

    Raises:
        ClusterError: the store does not answer: then the run must end, and go on later.

    """
    system, path = _open(url)
    try:
        content = system.cat_file(path)
    except FileNotFoundError:
        return InputNotFoundError(f"{url}: there is no such object. Check its name.")
    except PermissionError as error:
        return InputError(f"{url} may not be read: {error}. Change its permissions.")
    except Exception as error:  # libraries of object stores raise errors of their own
        raise _unreadable(url, error) from error
    try:
        check_byte_count(len(content), url, limits)
    except InputError as error:
        return error
    return NamedBytes(content, url)


def _unreadable(url: str, error: Exception) -> ClusterError:
    reason = str(error).strip().splitlines() or [type(error).__name__]
    return ClusterError(
        f"{url} can't be read: {reason[0]:.300}. Check the network and the credentials; what was "
        "finished is kept."
    )


def _open(url: str) -> tuple[Any, str]:
    import fsspec  # noqa: PLC0415 - it takes a second, and only an object store needs it

    # fsspec keeps one file system for each kind and its options.
    system, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
    return system, str(root)
