from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import vizsla
from vizsla.bundle.shipped_bundles import WEIGHTS

PACKAGE = Path(vizsla.__file__).parent


def test_the_package_says_its_version_once_for_all() -> None:
    assert distribution("vizsla").version == vizsla.__version__


def test_the_package_brings_types_licences_and_tables() -> None:
    files = {str(each) for each in distribution("vizsla").files or ()}
    assert "vizsla/py.typed" in files
    assert "vizsla/contract/answer.schema.json" in files
    assert {name.rpartition("/")[2] for name in files if "licenses" in name} == {
        "LICENSE",
        "NOTICE",
    }


def test_every_shipped_file_is_what_its_provenance_says() -> None:
    listed = json.loads((WEIGHTS / "PROVENANCE.json").read_text())["files"]
    found = {
        path.relative_to(WEIGHTS).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in WEIGHTS.rglob("*")
        if path.is_file() and path.name != "PROVENANCE.json"
    }
    assert found == listed


def test_the_package_is_small() -> None:
    # What the wheel brings, without the bytecode that pip compiles: that holds the path of where it
    # was installed. The largest parts are the models, 12 MB, and the web part, 7 MB.
    files = distribution("vizsla").files or ()
    sizes = [Path(str(each.locate())).stat().st_size for each in files if each.suffix != ".pyc"]
    assert 15e6 < sum(sizes) < 26e6
