"""Opens damaged bundles, thousands of them, in processes whose end is noticed.

``scripts/fuzz.py`` opens many, and a test a few. Each bundle comes from a number, its seed. It must
answer or raise a BundleError or an EngineError: another error, the end of the process, 120
seconds or 1 GB is a fault.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import selectors
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

TESTS = Path(__file__).parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_SECONDS = 120
MOST_MEMORY = 10**9  # bytes
BATCH = 250  # bundles in a process
FAULT = "FAULT"


def open_damaged(seed: int) -> str:
    """Open a damaged bundle and use it; return what became of it."""
    from bundle.mutations import damaged_bundle
    from vizsla.errors import BundleError, EngineError

    files = damaged_bundle(seed)
    try:
        _use(files)
    except EngineError as error:
        return f"EngineError, {_reason(str(error))}"
    except BundleError as error:
        return type(error).__name__
    except BaseException:  # noqa: BLE001 - each is a fault
        return f"{FAULT}: {traceback.format_exc()}"
    return "answers"


def _reason(message: str) -> str:
    for part in ("refuses the graph", "ends its process", "takes more than", "other numbers"):
        if part in message:
            return part
    return "another"


def _use(files: dict[str, bytes]) -> None:
    """Do with a bundle what programs do."""
    from PIL import Image

    from vizsla.bundle import Bundle
    from vizsla.bundle.bundle_files import MemoryFiles
    from vizsla.bundle.read_manifest import read_manifest
    from vizsla.functions.loading import open_bundle

    files = with_right_self_test(files)
    manifest = read_manifest(files["function.json"], "fuzz: function.json")
    function = open_bundle(Bundle(Path("fuzz"), manifest, MemoryFiles(files)))
    gradient = Image.linear_gradient("L").convert("RGB")
    for image in (Image.new("RGB", (40, 30), "red"), gradient):
        answer = function(image, top=3)
        json.loads(answer.to_json())
        for text in (str(answer), answer.in_words(), answer._repr_html_(), repr(answer)):
            text.encode()
    function.explain(gradient)
    if hasattr(function, "embed"):
        function.embed(gradient)
    for text in (repr(function), *function.labels, function.why_never_sure or ""):
        text.encode()
    manifest.to_json()
    if "README.md" in manifest.files:
        function.card.encode()


def with_right_self_test(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with the self-test that the graph passes: anyone can compute it."""
    from bundle.mutations import GRAPH, MANIFEST, sealed
    from vizsla.bundle.graph import check_graph
    from vizsla.bundle.shipped_graphs import is_shipped_graph
    from vizsla.modalities.image.image_modality import IMAGE
    from vizsla.runtime import Graph
    from vizsla.runtime.self_test import digest

    content = files.get(GRAPH, b"")
    sha256 = hashlib.sha256(content).hexdigest()
    if not content or is_shipped_graph(sha256):
        return files
    check_graph(content, GRAPH)
    graph = Graph(content, sha256, None, IMAGE.self_test_input, is_strange=True)
    shape = graph.input_shape
    if len(shape) != 3:
        return files
    outputs = graph.run(IMAGE.self_test_input(shape)) if shape[2] == 3 else ()
    try:
        manifest: Any = json.loads(files[MANIFEST])
        manifest["graph"]["self_test"] = digest([each.values for each in outputs])
    except (ValueError, TypeError, KeyError):
        return files
    return {**files, MANIFEST: sealed(manifest)}


def work(seeds: Iterable[int]) -> None:
    """Open bundles, and print a line of JSON before and after each."""
    for seed in seeds:
        _say({"begin": seed})
        begin = time.monotonic()
        outcome = open_damaged(seed)
        line = {"seed": seed, "outcome": outcome, "seconds": time.monotonic() - begin}
        _say({**line, "memory": _peak_memory()})


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")
    sys.stdout.flush()


def _peak_memory() -> int:
    """Return the most bytes that this process or one that it started had in memory."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = _own_peak()
    if own is None:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return unit * max(own, children)


def _own_peak() -> int | None:
    """Return the most kilobytes that this program had in memory; None where nobody counts them.

    Linux's ``ru_maxrss`` counts the process that started this one, too, which may be larger.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return None
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found.group(1)) if found else None


def fuzz(first: int, last: int) -> Iterator[dict[str, Any]]:
    """Open the bundles of some seeds; yield what became of each."""
    at = first
    while at <= last:
        end = min(last, at + BATCH - 1)
        command = [sys.executable, __file__, str(at), str(end)]
        for line in watched(at, end, command):
            yield line
            at = line["seed"] + 1


def watched(first: int, last: int, command: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the lines of a process that opens some seeds' bundles, and one about its early end."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile() as said:
        environment = {**os.environ, "VIZSLA_HOME": home}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment)
        assert process.stdout is not None
        seed, done = first - 1, first - 1
        try:
            for line in _lines(process.stdout):
                if "begin" in line:
                    seed = line["begin"]
                else:
                    done = line["seed"]
                    yield line
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
        if done < last:
            said.seek(0)
            why = "hangs" if process.returncode == -9 else f"ends with {process.returncode}"
            tail = said.read()[-2000:].decode("utf-8", "replace")
            outcome = f"{FAULT}: the process {why}; {tail}"
            yield {"seed": max(seed, done + 1), "outcome": outcome, "seconds": 0.0, "memory": 0}


def _lines(stream: Any) -> Iterator[dict[str, Any]]:
    """Yield the lines of a process, until its end or until it says nothing for too long."""
    selector, buffer = selectors.DefaultSelector(), io.BytesIO()
    selector.register(stream, selectors.EVENT_READ)
    while selector.select(MOST_SECONDS):
        part = os.read(stream.fileno(), 65536)
        if not part:
            return
        *whole, rest = (buffer.getvalue() + part).split(b"\n")
        buffer = io.BytesIO()
        buffer.write(rest)
        yield from (json.loads(each) for each in whole)


def is_fault(line: dict[str, Any]) -> bool:
    """Return whether a bundle did what no bundle may."""
    slow = line["seconds"] > MOST_SECONDS
    return line["outcome"].startswith(FAULT) or slow or line["memory"] > MOST_MEMORY


if __name__ == "__main__":
    work(range(int(sys.argv[1]), int(sys.argv[2]) + 1))
