"""The commands on functions of sounds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sound_files import write_sounds
from vizsla.samples.made_sounds import made_sound

if TYPE_CHECKING:
    from pathlib import Path

    from cli.conftest import Run


def test_a_function_is_learnt_from_a_folder_of_sounds_and_called(run: Run, tmp_path: Path) -> None:
    write_sounds(tmp_path / "sounds", 20, ("knock", "whistle"))
    assert "sounds of the test set" in run("learn", "sounds/", "knocks").stdout
    made_sound("knock", 99).save(tmp_path / "new.wav")
    assert run("call", "knocks", "new.wav").stdout.startswith("knock")
    done = run("call", "knocks", "sounds/whistle", "--json")
    answers = [json.loads(line)["answer"] for line in done.stdout.splitlines()]
    assert answers == ["whistle"] * 20
    watched = run("watch", "knocks", "new.wav", "--all", "--json").stdout.splitlines()
    assert {json.loads(each)["answer"] for each in watched} == {"knock"}
    assert [json.loads(each)["start"] for each in watched][:2] in ([0.0], [0.0, 0.5])
    assert "or --microphone" in run("watch", "knocks", code=2).stderr
    assert "or --microphone" in run("watch", "knocks", "new.wav", "--microphone", code=2).stderr
    assert "only a function of sounds" in run("watch", "dog-breeds", "new.wav", code=2).stderr
    assert "does not write down speech" in run("card", "knocks").stdout
    run("export", "knocks", "--web", "site")
    assert (tmp_path / "site" / "functions" / "knocks" / "function.json").is_file()


def test_a_project_of_sounds_goes_through_the_loop(run: Run, tmp_path: Path) -> None:
    write_sounds(tmp_path / "sounds", 20, ("knock", "whistle"))
    run("new", "bangs", "--kind", "sound-classification")
    assert "40 new" in run("add", "bangs", "sounds").stdout
    run("explore", "bangs")
    run("train", "bangs")
    run("test", "bangs")
    run("publish", "bangs")
    assert run("call", "bangs", "sounds/whistle/0.wav").stdout.startswith("whistle")
