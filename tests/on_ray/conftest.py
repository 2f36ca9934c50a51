"""Ray clusters for tests, on this computer."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import team_servers
from vizsla.on_ray.cluster import cluster

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK_TO_NOTICE = {
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 500,
    "health_check_timeout_ms": 10_000,
    "health_check_failure_threshold": 3,
}


@pytest.fixture(scope="module")
def local_ray(s3_server: str) -> Iterator[Any]:
    """The module ``ray``, connected to a cluster of this computer's own that reaches S3."""
    with pytest.MonkeyPatch.context() as patch:
        team_servers.use_s3(s3_server, patch)
        with cluster() as ray:
            yield ray


@contextmanager
def two_nodes() -> Iterator[tuple[Any, Any]]:
    """Give a simulated cluster of two nodes with a core each, and the node that may be killed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import ray
        from ray.cluster_utils import Cluster
    folder = tempfile.mkdtemp(prefix="vizsla-test-")
    options = {"num_cpus": 1, "include_dashboard": False, "object_store_memory": 2**27}
    # Its address is written there, whatever its own folder is; nobody else may have made it.
    Path(tempfile.gettempdir(), "ray").mkdir(exist_ok=True)
    made = Cluster()
    try:
        made.add_node(**options, temp_dir=folder, _system_config=QUICK_TO_NOTICE)
        # Connected before there is a second node: this process must not lose its own.
        ray.init(made.address, log_to_driver=False, logging_level="error")
        second = made.add_node(num_cpus=1, object_store_memory=2**27)
        made.wait_for_nodes()
        yield made, second
    finally:
        ray.shutdown()
        made.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
