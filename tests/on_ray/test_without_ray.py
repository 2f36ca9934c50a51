"""The parts that need no cluster: what is taken, what is written, and who may write."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

import vizsla
from vizsla import errors
from vizsla.answer import Answer
from vizsla.functions.answer_rows import Answered
from vizsla.functions.call_options import CallOptions
from vizsla.modalities.registry import modality_named
from vizsla.on_ray.answer_pairs import PairEncoder, read_results
from vizsla.on_ray.answer_part import RayJob, answer_part
from vizsla.on_ray.find_inputs import find_inputs
from vizsla.on_ray.output_folder import OutputFolder
from vizsla.on_ray.part_files import PartFiles
from vizsla.on_ray.part_inputs import RayInput, pack, part_size, split, unpack
from vizsla.on_ray.shipped_function import ShippedFunction

if TYPE_CHECKING:
    from vizsla.functions.image_classification import Classifier

NAMES = ["a.jpg", "=1+1.jpg", "caf\udce9.jpg", "数.jpg", 'q"uo,te\n.jpg']
ENDINGS = (".parquet", ".jsonl", ".csv")


def test_importing_vizsla_and_the_room_imports_no_ray() -> None:
    script = "import sys, vizsla.on_ray.write_on_ray; print({'ray', 'pyarrow'} & {*sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_without_ray_the_command_that_installs_it_is_named(
    own: Classifier, images: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(errors.MissingExtraError, match=r"pip install 'vizsla\[ray\]'"):
        own.over(images, on="ray")


def test_a_place_that_is_not_known_is_refused(own: Classifier, images: Path) -> None:
    with pytest.raises(errors.OptionError, match="'spark' is none of 'ray'"):
        own.over(images, on="spark")


@pytest.mark.parametrize("source", [b"bytes", object(), BytesIO(b"x")])
def test_what_other_machines_can_not_read_is_refused_by_name(source: object) -> None:
    for where in (source, [source], iter([source])):
        if where is source and isinstance(where, BytesIO):
            continue
        with pytest.raises(errors.InputTypeError, match=r"s3:// and http\(s\) URLs, and texts"):
            find_inputs(where, modality_named("image"))


def test_a_url_of_another_kind_is_refused() -> None:
    with pytest.raises(errors.InputError, match=r"ftp://a/b: on Ray, only s3:// and http"):
        find_inputs(["ftp://a/b"], modality_named("image"))


def test_folders_patterns_paths_urls_and_texts_are_found(images: Path) -> None:
    image, text = modality_named("image"), modality_named("text")
    fish = sorted(map(str, (images / "fish").iterdir()))
    for where in (images / "fish", [images / "fish"], [str(images / "fish/*.jpg")]):
        assert [each.source for each in find_inputs(where, image)] == fish
    mixed = find_inputs([fish[0], "https://a.example/b.jpg", "s3://bucket/c.jpg"], image)
    assert [each.form for each in mixed] == ["file", "url", "object"]
    (one,) = find_inputs(["what is s3://?"], text)
    assert (one.form, one.source) == ("text", "what is s3://?")


def test_every_input_is_in_one_part() -> None:
    inputs = [RayInput(name, "file", name, cells={"n": "1"}) for name in NAMES * 40]
    parts = [unpack(pack(each)) for each in split(inputs, part_size(len(inputs), 2))]
    assert len(parts) > 2
    assert [each for part in parts for each in part] == inputs


def test_answers_and_errors_come_back_as_they_were(own: Classifier, textures: Path) -> None:
    answer = own(textures / "brick/0.png")
    answered = [Answered("a", answer), Answered("b", errors.InputDamagedError("it is torn"))]
    first, second = read_results(PairEncoder().finish(0, answered))
    assert first == answer
    assert (type(second), str(second)) == (errors.InputDamagedError, "it is torn")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_part_tells_the_names_of_its_inputs(ending: str) -> None:
    files = PartFiles(ending, texts=False, labels=False)
    content = files.content(Answered(name, errors.InputError(name)) for name in NAMES)
    expected = [name.encode("utf-8", "backslashreplace").decode() for name in NAMES]
    assert files.inputs(content) == expected


def test_an_output_of_another_kind_is_refused() -> None:
    with pytest.raises(errors.OptionError, match=r"must end in \.parquet, \.jsonl or \.csv"):
        PartFiles(".xlsx", texts=False, labels=False)


@pytest.fixture
def output(tmp_path: Path) -> OutputFolder:
    files = PartFiles(".jsonl", texts=False, labels=False)
    return OutputFolder(str(tmp_path / "answers.jsonl"), files)


def test_an_output_of_another_function_or_option_is_refused(output: OutputFolder) -> None:
    output.begin({"function": "a@1", "options": {}})
    output.begin({"function": "a@1", "options": {}})
    for other in ({"function": "a@2", "options": {}}, {"function": "a@1", "options": {"top": 1}}):
        with pytest.raises(errors.OptionError, match="choose another name for the output"):
            output.begin(other)


def test_a_run_that_another_one_took_over_from_writes_nothing_more(output: OutputFolder) -> None:
    first, second = output.begin({}), output.begin({})
    row = output.files.content([Answered("a.jpg", Answer("cat", 0.5, sure=False, calibrated=True))])
    with pytest.raises(errors.ClusterError, match="another run writes to"):
        first.write(0, row)
    second.write(0, row)
    assert dict(second.finished()) == {"a.jpg": 1}


def test_what_a_killed_writer_left_is_no_part(output: OutputFolder) -> None:
    run = output.begin({})
    run.write(0, run.files.content([Answered("a.jpg", errors.InputError("bad"))]))
    (part,) = Path(run.url).glob("part-*")
    part.with_name(f".{part.name}.0123.vizsla-new").write_bytes(part.read_bytes())
    assert dict(run.finished()) == {"a.jpg": 1}


def test_a_file_is_no_output(output: OutputFolder) -> None:
    Path(output.url).write_text("older answers")
    with pytest.raises(errors.OptionError, match="is a file, and a run on Ray writes a folder"):
        output.check()


def test_a_worker_checks_what_it_was_sent(own: Classifier) -> None:
    shipped = ShippedFunction.of(own)
    assert shipped.open().manifest.labels == own.manifest.labels
    damaged = {**shipped.files, "head.safetensors": shipped.files["head.safetensors"][:-1] + b"?"}
    with pytest.raises(errors.BundleDamagedError):
        ShippedFunction(damaged).open()


def test_a_worker_that_is_not_fit_says_why() -> None:
    table = pa.table({"part": pa.array([], pa.int64()), "inputs": pa.array([], pa.binary())})
    job = RayJob("digest", None, CallOptions(), PairEncoder())
    with pytest.raises(errors.ClusterError, match="install the same version on all"):
        answer_part(table, replace(job, version="0.0.1"))
    with pytest.raises(errors.ClusterError, match="has no folder /no/such"):
        answer_part(table, replace(job, folder="/no/such"))
    assert job.version == vizsla.__version__
