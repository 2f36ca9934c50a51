"""The whole loop with sounds: add, explore, label, train, test, publish, load, predict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import vizsla
from modalities.audio.sound_files import sound_file
from sound_files import write_sounds
from vizsla.modalities.audio.sound import Sound
from vizsla.samples.made_sounds import made_sound

if TYPE_CHECKING:
    from pathlib import Path

RATE = 16_000


def test_the_whole_loop(tmp_path: Path) -> None:
    folder = write_sounds(tmp_path / "sounds", 30, ("knock", "whistle"))
    Sound(np.zeros(RATE, np.float32), RATE).save(folder / "knock" / "nothing.wav")
    loud = made_sound("whistle", 200).samples * 9
    Sound(loud, RATE).save(folder / "whistle" / "loud.wav")
    copy = made_sound("knock", 3).samples
    (folder / "knock" / "copy.mp3").write_bytes(sound_file(copy / 2, RATE, "MP3"))
    with vizsla.Project.open("knocks", kind="sound-classification") as project:
        added = project.add(folder)
        assert (added.new, added.problems) == (63, [])
        found = project.explore()
        names = {each.id: each.name for each in project}

        def named(finding: str) -> set[str]:
            (one,) = [each for each in found.findings if each.kind == finding]
            return {names[each.example] for each in one.evidence}

        assert named("silent") == {"knock/nothing.wav"}
        assert named("clipped") == {"whistle/loud.wav"}
        assert named("duplicates") & {"knock/copy.mp3", "knock/3.wav"}
        assert "data:image/webp" in found.page()
        project.remove(found.finding("silent"))

        made_sound("knock", 300).save(tmp_path / "new.wav")
        project.add(tmp_path / "new.wav")
        (suggestion,) = project.suggest(1)
        assert suggestion.example.name == "new.wav"
        project.label(suggestion, "knock")
        run = project.train()
        report = project.test(run)
        assert report.accuracy > 0.9
        assert "data:image/webp" in report.page()
        published = project.publish(run)
        project.export_data(tmp_path / "out")
    assert len([*(tmp_path / "out").rglob("*.wav")]) == 62

    loaded = vizsla.load("knocks")
    assert loaded.kind == published.kind == "sound-classification"
    assert loaded(made_sound("whistle", 400)).answer == "whistle"
    assert loaded(made_sound("knock", 401)).answer == "knock"


def test_pieces_of_one_recording_are_seen_through(tmp_path: Path) -> None:
    """The same few sounds again and again, a little changed, promise nothing."""
    rng = np.random.default_rng(0)
    for label in ("knock", "whistle"):
        (tmp_path / "sounds" / label).mkdir(parents=True)
        for number in range(40):
            sound = made_sound(label, number % 4).samples
            changed = sound + rng.normal(0, 0.01, len(sound)).astype(np.float32)
            Sound(changed, RATE).save(tmp_path / "sounds" / label / f"{number}.wav")
    function = vizsla.learn(tmp_path / "sounds")
    assert function.manifest.calibration is None
    assert not function(made_sound("knock", 0)).sure
