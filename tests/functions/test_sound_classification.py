"""A function of sounds is learnt, saved, opened, called, explained and let watch a recording."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

import vizsla
from sound_files import write_sounds
from vizsla import errors
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.functions.sound_classification import SoundClassifier
from vizsla.functions.watched_sound import windows_of
from vizsla.modalities.audio.sound import Sound
from vizsla.modalities.limits import DEFAULT_LIMITS
from vizsla.samples.made_sounds import made_sound

if TYPE_CHECKING:
    from pathlib import Path

RATE = 16_000


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> SoundClassifier:
    """Return a function of 40 sounds a label."""
    folder = write_sounds(tmp_path_factory.mktemp("sounds") / "noises", 40)
    function = vizsla.learn(folder)
    assert isinstance(function, SoundClassifier)
    return function


def test_a_folder_of_sounds_makes_a_function_of_sounds(learnt: SoundClassifier) -> None:
    manifest = learnt.manifest
    assert (manifest.kind, manifest.input.modality) == ("sound-classification", "audio")
    assert learnt.labels == ("hiss", "knock", "whistle")
    assert manifest.test is not None
    assert manifest.test.accuracy > 0.9
    assert manifest.calibration is not None
    assert "does not write down speech" in learnt.card


def test_it_answers_new_sounds_of_any_kind_of_source(
    learnt: SoundClassifier, tmp_path: Path
) -> None:
    for label in learnt.labels:
        sound = made_sound(label, 99)
        sound.save(tmp_path / f"{label}.wav")
        sources = [sound, (sound.samples, RATE), tmp_path / f"{label}.wav", sound.to_wav()]
        assert {each.answer for each in learnt(sources)} == {label}
    answers = {path.stem: result for path, result in learnt.over(tmp_path)}
    assert {name: result.answer for name, result in answers.items()} == {
        each: each for each in learnt.labels
    }


def test_saved_and_opened_it_gives_the_same_answers(
    learnt: SoundClassifier, tmp_path: Path
) -> None:
    sound = made_sound("knock", 77)
    for own in (False, True):
        path = learnt.save(tmp_path / f"knocks{own}.zip", self_contained=own)
        opened = vizsla.load(path)
        assert opened(sound).to_dict() == learnt(sound).to_dict()


@pytest.mark.parametrize("examples", [30, 40])
def test_silence_is_not_sure(examples: int, learnt: SoundClassifier, tmp_path: Path) -> None:
    function = learnt
    if examples == 30:
        function = cast("SoundClassifier", vizsla.learn(write_sounds(tmp_path / "few", examples)))
    for seconds in (0.01, 1, 20):
        answer = function(Sound(np.zeros(round(seconds * RATE), np.float32), RATE))
        assert (answer.sure, answer.likely, answer.novel) == (False, False, True)


def test_silence_can_be_a_label_of_its_own(tmp_path: Path) -> None:
    folder = write_sounds(tmp_path / "noises", 12, ("knock", "whistle"))
    (folder / "silence").mkdir()
    for number in range(12):
        quiet = Sound(np.zeros(RATE + 800 * number, np.float32), RATE)
        quiet.save(folder / "silence" / f"{number}.wav")
    answer = vizsla.learn(folder)(Sound(np.zeros(RATE + 400, np.float32), RATE))
    assert (answer.answer, answer.novel) == ("silence", False)


def test_an_explanation_is_where_the_sound_is(learnt: SoundClassifier) -> None:
    pause = np.zeros(RATE, np.float32)
    sound = Sound(np.concatenate([pause, made_sound("whistle", 5).samples, pause]), RATE)
    found = learnt.explain(sound, "whistle")
    assert found.label == "whistle"
    assert found.heat_map.ndim == 1
    middle = len(found.heat_map) // 2
    assert found.heat_map.max() == 1
    assert found.heat_map[middle - 4 : middle + 4].sum() > found.heat_map[:4].sum()
    assert found.to_dict()["heat_map"] is None
    shown = learnt.modality.highlight(sound.to_wav(), found.heat_map, 64)
    assert shown is not None
    assert shown.startswith("data:image/webp")


def test_it_watches_a_recording_and_says_when(learnt: SoundClassifier, tmp_path: Path) -> None:
    knock, whistle = made_sound("knock", 50).samples, made_sound("whistle", 51).samples
    whole = Sound(np.concatenate([knock[:12_800], whistle[:12_800]]), RATE)
    whole.save(tmp_path / "day.wav")
    found = list(learnt.watch(tmp_path / "day.wav", seconds=0.8, step=0.8))
    assert [(each.start, each.end, each.answer.answer) for each in found] == [
        (0.0, 0.8, "knock"),
        (0.8, 1.6, "whistle"),
    ]
    assert str(found[0]).startswith("0.0 to 0.8 s: knock")
    blocks = (whole.samples[at : at + 1_000] for at in range(0, len(whole.samples), 1_000))
    assert [each.answer for each in learnt.watch(blocks, seconds=0.8, step=0.8)] == [
        each.answer for each in learnt.watch(whole, seconds=0.8, step=0.8)
    ]


@pytest.mark.parametrize(
    ("length", "seconds", "step", "expected"),
    [
        (16_000, 1.0, None, [(0, 16_000)]),
        (8_000, 1.0, None, [(0, 8_000)]),
        (24_000, 1.0, None, [(0, 16_000), (8_000, 16_000)]),
        (26_000, 1.0, None, [(0, 16_000), (8_000, 16_000), (16_000, 10_000)]),
        (40_000, 0.5, 1.0, [(0, 8_000), (16_000, 8_000), (32_000, 8_000)]),
    ],
)
def test_windows_cover_a_sound_to_its_end(
    length: int, seconds: float, step: float | None, expected: list[tuple[int, int]]
) -> None:
    sound = Sound(np.arange(length, dtype=np.float32) / length, RATE)
    found = list(windows_of(sound, seconds, step, DEFAULT_LIMITS))
    assert [(round(start * RATE), len(samples)) for start, samples in found] == expected
    for start, samples in found:
        at = round(start * RATE)
        np.testing.assert_array_equal(samples, sound.samples[at : at + len(samples)])


@pytest.mark.parametrize("options", [{"seconds": 0.01}, {"seconds": 90}, {"step": 0.0}])
def test_windows_out_of_range_are_refused(
    learnt: SoundClassifier, options: dict[str, float]
) -> None:
    with pytest.raises(errors.OptionError):
        next(learnt.watch(made_sound("knock", 0), **options))


def test_what_a_microphone_may_not_give_is_named(learnt: SoundClassifier) -> None:
    with pytest.raises(errors.InputTypeError, match="float32"):
        next(learnt.watch([np.zeros(100, np.int16)]))


def test_a_function_of_an_earlier_encoder_says_to_train_it_again(
    learnt: SoundClassifier, tmp_path: Path
) -> None:
    path = learnt.save(tmp_path / "knocks")
    manifest = path / "function.json"
    changed = json.loads(manifest.read_text("utf-8"))
    changed["encoder"]["files"]["weights"]["sha256"] = "0" * 64
    manifest.write_bytes(seal(json.dumps({**changed, "digest": UNSEALED}).encode()))
    with pytest.raises(errors.BundleTooNewError, match="train it again"):
        vizsla.load(path)(made_sound("knock", 1))
