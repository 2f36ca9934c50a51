"""In Node a damaged bundle is an error, and functions that were fine go on."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from bundle.fuzz_bundles import with_right_self_test
from bundle.made_graph import every_operator, packed
from bundle.mutations import GRAPH, classifier, damaged_bundle, with_hashes
from bundle.test_check_graph import WRONG

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(1, 41)
TOO_MUCH = [(1000, 4, 63), (500, 4000, 3), (512, 512, 31)]  # a side, channels, a kernel
SCRIPT = """
const [runtime, image, good, ...damaged] = JSON.parse(process.argv[1]);
const vizsla = await import(runtime);
const fine = await vizsla.load(good);
const answers = async () =>
  JSON.stringify([(await fine(image)).score, (await vizsla.classifyImage(image)).score]);
const before = await answers();
const found = [];
for (const path of damaged) {
  let outcome = "answers";
  try {
    const mine = await vizsla.load(path);
    await mine(image);
    mine.close();
  } catch (error) {
    outcome = error instanceof vizsla.VizslaError ? error.code : String(error.stack);
  }
  found.push([path, outcome, (await answers()) === before, process.memoryUsage().rss]);
}
console.log(JSON.stringify(found));
"""


def written(files: dict[str, bytes], folder: Path) -> str:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return str(folder)


def answers_after(node: Path, dist: Path, image: Path, folders: list[str]) -> list[list[Any]]:
    """Return for each damaged bundle what became of it, and whether the others go on."""
    given = json.dumps([(dist / "node.js").as_uri(), str(image), *folders])
    command = [node, "--input-type=module", "-e", SCRIPT, given]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[list[Any]] = json.loads(done.stdout)
    return found


def test_a_damaged_bundle_is_an_error_and_other_functions_go_on(
    node: Path, dist: Path, photographs: Path, tmp_path: Path
) -> None:
    good = with_right_self_test(with_hashes(classifier(), {}))
    folders = [written(good, tmp_path / "good")]
    for number, wrong in enumerate(WRONG):
        model = every_operator()
        WRONG[wrong](model)
        files = with_hashes({**good, GRAPH: packed(model)}, {})
        folders.append(written(files, tmp_path / f"wrong-{number}"))
    for number, sizes in enumerate(TOO_MUCH):
        files = with_hashes({**good, GRAPH: packed(every_operator(*sizes))}, {})
        folders.append(written(files, tmp_path / f"much-{number}"))
    folders += [written(damaged_bundle(seed), tmp_path / f"seed-{seed}") for seed in SEEDS]
    found = answers_after(node, dist, photographs / "coffee.png", folders)
    outcomes = {outcome for _, outcome, _, _ in found}
    assert outcomes <= {"answers", "engine", "bundle-damaged", "bundle-too-new"}
    assert {"answers", "engine", "bundle-damaged"} <= outcomes
    assert [path for path, _, go_on, _ in found if not go_on] == []
    much = [outcome for path, outcome, *_ in found if "much-" in path]
    assert much == ["bundle-damaged"] * len(TOO_MUCH)
    assert max(memory for *_, memory in found) < 1e9
