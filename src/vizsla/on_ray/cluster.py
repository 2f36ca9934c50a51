"""Reaches a Ray cluster, or starts one of this computer's cores for as long as a block lasts."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import tempfile
import time
import warnings
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from vizsla.atomic.leftovers import lock
from vizsla.errors import ClusterError, MissingExtraError, OptionError, VizslaError
from vizsla.prefetch import cores

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["cluster", "cluster_errors", "require_ray"]

REMOVALS = 100  # a tenth of a second apart
FOLDER = "vizsla-ray-"
LOOPBACK = "127.0.0.1"
OBJECTS = 512 * 2**20  # bytes of memory for what is on its way between this computer's processes
QUIET = {"log_to_driver": False, "logging_level": logging.ERROR}


def require_ray() -> None:
    """Refuse where Ray is not installed.

    Raises:
        MissingExtraError: it is not.

    """
    try:
        missing = [each for each in ("ray", "pyarrow") if find_spec(each) is None]
    except ValueError:  # a module that is blocked
        missing = ["ray"]
    if missing:
        raise MissingExtraError(
            f"answering on many machines needs {' and '.join(missing)}, which "
            f"{'is' if len(missing) == 1 else 'are'} not installed: pip install 'vizsla[ray]'"
        )


@contextmanager
def cluster(address: str | None = None) -> Iterator[Any]:
    """Give the module ``ray``, connected to a cluster for as long as the block lasts.

    A connection that is there already is used, and stays. A cluster of this computer's own listens
    to this computer alone, and ends with the block.

    Args:
        address: ``HOST:PORT`` of the cluster's head; by default what ``RAY_ADDRESS`` names, or
            else a cluster of this computer's own.

    Raises:
        MissingExtraError: Ray is not installed.
        OptionError: the address is none that can be used.
        ClusterError: the cluster can't be reached or started, or fails.

    """
    require_ray()
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    if "://" in address:
        raise OptionError(
            f"{address!r} is an address of Ray's client; give the head's own, HOST:PORT such as "
            "10.0.0.1:6379, on one of the cluster's machines"
        )
    ray = _import_ray()
    if ray.is_initialized():
        with cluster_errors():
            yield ray
        return
    with _started(ray) if address == "local" else _connected(ray, address), cluster_errors():
        yield ray


def _import_ray() -> Any:  # noqa: ANN401 - Ray has no types here
    # Ray sends usage statistics unless they are switched off.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own parts
        import ray  # noqa: PLC0415 - it takes two seconds, and few need it
        import ray.data  # noqa: PLC0415

        ray.data.DataContext.get_current()
    for handler in logging.getLogger("ray.data").handlers:
        if type(handler).__name__ == "PlainRayHandler":  # the one of the terminal
            handler.setLevel(logging.ERROR)
    return ray


@contextmanager
def _connected(ray: Any, address: str) -> Iterator[None]:  # noqa: ANN401
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ray.init(address=address, **QUIET)
    except Exception as error:
        raise ClusterError(
            f"the Ray cluster at {address} can't be used from here: {_first_line(error)}. Run this "
            "on one of its machines, with the same versions of Python, Ray and Vizsla."
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


@contextmanager
def _started(ray: Any) -> Iterator[None]:  # noqa: ANN401
    with _work_folder() as folder, _this_computer_alone(ray):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ray.init(
                    address="local",
                    num_cpus=cores(),
                    include_dashboard=False,
                    object_store_memory=OBJECTS,
                    _node_ip_address=LOOPBACK,
                    _temp_dir=folder,
                    **QUIET,
                )
        except Exception as error:
            raise ClusterError(
                f"Ray can't be started on this computer: {_first_line(error)}"
            ) from error
        try:
            yield
        finally:
            ray.shutdown()


@contextmanager
def _work_folder() -> Iterator[str]:
    """Give a folder for Ray's sockets and logs, and remove it, as those of killed processes."""
    for old in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        with suppress(OSError), _locked(old) as is_free:
            if is_free:
                _remove(old)
    folder = tempfile.mkdtemp(prefix=FOLDER)
    try:
        with _locked(Path(folder)):
            yield folder
    finally:
        _remove(Path(folder))


def _remove(folder: Path) -> None:
    """Remove a folder into which ending processes may still write a little."""
    for _ in range(REMOVALS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield lock(handle)
    finally:
        os.close(handle)


@contextmanager
def _this_computer_alone(ray: Any) -> Iterator[None]:  # noqa: ANN401
    """Let a cluster listen to this computer alone, to processes that know its token."""
    from ray._private import ray_constants  # noqa: PLC0415 - there is no public way

    tokens = ray._raylet.AuthenticationTokenLoader.instance()  # noqa: SLF001 - the same
    # As Ray does on Windows and macOS. The environment is for its other programs.
    changes = {ray_constants.ENABLE_RAY_CLUSTERS_ENV_VAR: "0"}
    if not {"RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"} & os.environ.keys():
        changes["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    try:
        with (
            patch.dict(os.environ, changes),
            patch.object(ray_constants, "ENABLE_RAY_CLUSTER", new=False),
        ):
            tokens.reset_cache()
            yield
    finally:
        # Ray has turned tokens on for this process, and another cluster may have none.
        ray._raylet.Config.initialize("")  # noqa: SLF001 - the same
        tokens.reset_cache()


@contextmanager
def cluster_errors() -> Iterator[None]:
    """Raise Ray's errors as Vizsla's: what a worker raised, or else a ClusterError."""
    from ray.exceptions import RayError  # noqa: PLC0415 - it must be there by now

    try:
        yield
    except RayError as error:
        own = _own_error(error)
        if own is not None:
            raise own from error
        raise ClusterError(
            f"the Ray cluster failed: {_first_line(error)}. What was finished is kept: run the "
            "same again."
        ) from error


def _own_error(error: BaseException) -> VizslaError | None:
    """Return Vizsla's error among the causes of one of Ray's."""
    waiting, seen = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, VizslaError):
            # Ray's copy of the error belongs to a class of Ray's, too.
            own = next(base for base in type(each).__mro__ if base.__module__ == "vizsla.errors")
            found: VizslaError = own(str(each.args[0]) if each.args else str(each))
            return found
        if isinstance(each, ModuleNotFoundError) and (each.name or "").startswith("vizsla"):
            return ClusterError(
                f"a worker lacks {each.name}: install Vizsla on every machine of the cluster, in "
                "the same version"
            )
        causes = (each.__cause__, each.__context__, getattr(each, "cause", None))
        waiting.extend(cause for cause in causes if isinstance(cause, BaseException))
    return None


def _first_line(error: BaseException) -> str:
    lines = [each.strip() for each in str(error).splitlines() if each.strip()]
    return (lines[-1] if lines else type(error).__name__)[:300]
