"""``vizsla speak`` writes sound files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


@pytest.mark.parametrize(
    ("name", "start"), [("a.wav", b"RIFF"), ("a.flac", b"fLaC"), ("a.opus", b"OggS")]
)
def test_a_text_is_written_in_the_format_of_the_name(
    run: Run, tmp_path: Path, name: str, start: bytes
) -> None:
    done = run("speak", "A dog.", "-o", name, "--voice", "emma")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert "s of sound" in done.stdout


def test_a_file_and_standard_input_are_texts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A dog.")
    run("speak", "a.txt", "-o", "file.wav")
    run("speak", "-", "-o", "stdin.wav", stdin=b"A dog.")
    assert (tmp_path / "file.wav").read_bytes() == (tmp_path / "stdin.wav").read_bytes()


def test_another_format_is_refused_before_anything_is_spoken(run: Run) -> None:
    assert ".flac" in run("speak", "A dog.", "-o", "a.aac", code=2).stderr
