"""The shipped weights are the files that their provenance names."""

from __future__ import annotations

import hashlib
import json

from vizsla.bundle.shipped import WEIGHTS


def test_every_shipped_file_has_the_hash_in_its_provenance() -> None:
    provenance = json.loads((WEIGHTS / "PROVENANCE.json").read_text(encoding="utf-8"))

    found = {
        each.relative_to(WEIGHTS).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in WEIGHTS.rglob("*")
        if each.is_file() and each.name != "PROVENANCE.json"
    }

    assert found == provenance["files"], "build the weights again: make weights"
