"""The jobs that make a file to download: a function's bundle, page or .tflite, or the dataset."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vizsla.progress import ProgressReporter
from vizsla.zip_files import zip_entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vizsla.json_value import JSONValue
    from vizsla.project.job_work import JobWork
    from vizsla.project.project import Project

__all__ = ["DATASET", "DOWNLOADS", "KIND", "TFLITE", "make_download"]

KIND = "download "  # before the form, in the kind of a job
BUNDLE, WEB, TFLITE, DATASET = "bundle", "web", "tflite", "dataset"
DOWNLOADS = {f"{KIND}{form}": form for form in (BUNDLE, WEB, TFLITE, DATASET)}
PACKED = frozenset((".gz", ".tflite", ".png", ".jpg", ".zip"))


def make_download(project: Project, work: JobWork) -> dict[str, JSONValue]:
    """Make a file, and store it for a day.

    Args:
        project: the project.
        work: what was asked for: ``form``; ``version``, of a function its number; ``layout`` and
            ``keep_metadata``, of the dataset.

    Returns:
        ``key``, the name under which it is stored; ``file``, the name to give it; ``bytes``, its
        size; and ``until``, when it ends.

    Raises:
        CancelledError: the job was cancelled.
        VizslaError: it can't be made; the error says why.

    """
    files = project.downloads
    files.discard_ended()
    with tempfile.TemporaryDirectory(prefix="vizsla-download-") as folder:
        made = _make(project, work, Path(folder))
        size = made.stat().st_size
        stored = files.put(made)
    return {
        "key": stored.key,
        "file": made.name,
        "bytes": size,
        "until": stored.until.isoformat(),
    }


def _make(project: Project, work: JobWork, folder: Path) -> Path:
    asked: Mapping[str, Any] = work.asked
    reporter = ProgressReporter(work.progress, work.cancel, "no file was made")
    form = asked["form"]
    if form == DATASET:
        path = folder / f"{project.name}-dataset.zip"
        done = project.export_data(
            path,
            layout=asked.get("layout") or "folder",
            keep_metadata=bool(asked.get("keep_metadata")),
            progress=work.progress,
            cancel=work.cancel,
        )
        return done.path
    reporter.report("packing", 0, 1)
    with project.function(asked["version"]) as function:
        name = f"{function.name}-{function.manifest.version}"
        if form == BUNDLE:
            return function.save(folder / f"{name}.zip")
        if form == TFLITE:
            from vizsla.publish.standalone import write_standalone

            return write_standalone(function, folder / f"{name}.tflite")
        from vizsla.publish.web import write_web

        write_web(function, folder / "web")
        return _zipped(folder / "web", folder / f"{name}-web.zip", reporter)


def _zipped(folder: Path, target: Path, reporter: ProgressReporter) -> Path:
    files = sorted(each for each in folder.rglob("*") if each.is_file())
    with zipfile.ZipFile(target, "w") as archive:
        for number, each in enumerate(files):
            reporter.report("packing", number, len(files))
            name = each.relative_to(folder).as_posix()
            entry = zip_entry(name, compress=each.suffix not in PACKED)
            entry.file_size = each.stat().st_size
            with each.open("rb") as source, archive.open(entry, "w") as out:
                shutil.copyfileobj(source, out)
    return target
