"""Makes bundles that are wrong on purpose, each from a number, with right hashes."""

from __future__ import annotations

import hashlib
import json
import random
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import safetensors.numpy

from bundle.made_graph import every_operator, grids, packed
from vizsla.bundle.manifest_digest import UNSEALED, seal
from vizsla.bundle.shipped_graphs import GRAPHS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

GOLDEN = WEIGHTS.parent / "contract" / "golden"
if not GOLDEN.is_dir():  # the source tree, not an installed wheel
    GOLDEN = WEIGHTS.parents[2] / "contract" / "golden"
MANIFEST, HEAD, GRAPH = "function.json", "head.safetensors", "backbone.tflite"
WHOLES = (0, 1, -1, 2, 3, 7, 127, 128, 255, 256, -128, 1000, 2**15, 2**16, 2**31 - 1, -(2**31))
REALS = (
    0.0,
    -0.0,
    1.0,
    -1.0,
    1e-45,
    1e-30,
    1e-9,
    0.5,
    255.0,
    1e9,
    1e38,
    float("inf"),
    float("nan"),
)
TEXTS = ("", "a", "\ud800", "\0", "../x", "image", "x" * 5000, "\x1b[2J", "nanodet", "ssd", "1e400")
JSONS = (None, True, False, 0, -1, 1.5, 1e308, 10**400, [], {}, [[]], [None], {"": {}}, *TEXTS)


def damaged_bundle(seed: int) -> dict[str, bytes]:
    """Return a bundle's files; the same number gives the same files."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    files = rng.choice((_classifier, _classifier, _classifier, _nanodet, _ssd, _old, _describer))(
        rng
    )
    own_graph = rng.random() < 0.65 and GRAPH in files
    if own_graph:
        files[GRAPH] = _damaged_graph(rng, files[GRAPH])
    if HEAD in files and rng.random() < (0.1 if own_graph else 0.5):
        files[HEAD] = _damaged_head(rng, files[HEAD])
    files = with_hashes(files, {})
    if not own_graph and rng.random() < 0.7:
        files[MANIFEST] = sealed(_damaged_json(rng, json.loads(files[MANIFEST])))
    return files


def with_hashes(files: dict[str, bytes], changed: dict[str, Any]) -> dict[str, bytes]:
    """Return a bundle's files with the hashes of all of them, and its manifest's fields changed."""
    manifest = {**json.loads(files[MANIFEST]), **changed}
    for name, content in files.items():
        if name != MANIFEST:
            entry = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            manifest["files"][name] = entry
    return {**files, MANIFEST: sealed(manifest)}


def classifier() -> dict[str, bytes]:
    """Return a small classifier that is as it should be, but for its hashes and its self-test."""
    return _classifier(random.Random(0))  # noqa: S311 - no secret


def sealed(manifest: Any) -> bytes:
    """Return a manifest's JSON with its right digest, where it is an object."""
    if isinstance(manifest, dict) and "digest" in manifest:
        manifest = {**manifest, "digest": UNSEALED}
    return seal(json.dumps(manifest).encode("utf-8", "surrogatepass"))


# The bundles that are damaged


def _manifest(kind: str, labels: int, **fields: Any) -> bytes:
    manifest = json.loads((WEIGHTS / "dog-breeds" / MANIFEST).read_bytes())
    manifest |= {
        "kind": kind,
        "labels": [{"answer": f"label {number}"} for number in range(labels)],
        "encoder": None,
        "graph": {"file": GRAPH, "self_test": "0" * 64},
        "files": {},
        **fields,
    }
    return json.dumps(manifest).encode()


def _classifier(rng: random.Random) -> dict[str, bytes]:
    numbers = np.random.default_rng(rng.randrange(100))
    weights = numbers.normal(size=(4, 8)).astype(np.float32)
    tensors = {"weights": weights, "bias": np.zeros(4, np.float32)}
    if rng.random() < 0.5:
        tensors["weights"] = numbers.integers(-127, 128, (4, 8)).astype(np.int8)
        tensors["scale"] = np.full(4, 0.01, np.float32)
    if rng.random() < 0.5:
        tensors["prototypes"] = numbers.integers(-127, 128, (8, 8)).astype(np.int8)
        tensors["prototype_counts"] = np.full(4, 2, np.float32)
        tensors["usual_distances"] = np.full(4, 0.3, np.float32)
    if rng.random() < 0.3:
        tensors["presence"] = np.ones((4, 2), np.float32)
    sizes = rng.choice((*[(8, 4, 3)] * 15, (64, 16, 5), (64, 16, 5), (1100, 8, 3)))
    novelty = {"limit": 1.0, "score_weight": 0.1}
    encoder = {"name": "efficientnet-lite2", "dimension": 8}
    fields = {"encoder": encoder, "novelty": rng.choice((None, novelty))}
    return {
        MANIFEST: _manifest("image-classification", 3, **fields),
        HEAD: safetensors.numpy.save(tensors),
        GRAPH: packed(every_operator(*sizes)),
        "README.md": b"# A card",
    }


def _nanodet(_: random.Random) -> dict[str, bytes]:
    fields = {"decoder": {"name": "nanodet"}, "input": _square("letterbox")}
    graph = packed(grids(32, (4, 2, 1), 3, 44, (1, 1, 1)))
    return {MANIFEST: _manifest("object-detection", 3, **fields), GRAPH: graph, "README.md": b""}


def _ssd(_: random.Random) -> dict[str, bytes]:
    fields = {"decoder": {"name": "ssd"}, "input": _square("stretch")}
    graph = packed(grids(64, (9, 7, 5, 3, 2, 1), 3, 4, (3, 6, 6, 6, 6, 6)))
    return {MANIFEST: _manifest("object-detection", 3, **fields), GRAPH: graph, "README.md": b""}


def _square(resize: str) -> dict[str, Any]:
    return {"modality": "image", "resize": resize, "crop": 1.0}


def _old(rng: random.Random) -> dict[str, bytes]:
    folder = GOLDEN / rng.choice(("format-1", "format-2"))
    files = {name: (folder / name).read_bytes() for name in (MANIFEST, HEAD, "README.md")}
    graph = json.loads(files[MANIFEST])["files"][GRAPH]["sha256"]
    return {**files, GRAPH: (GRAPHS / f"{graph}.tflite").read_bytes()}


def _describer(rng: random.Random) -> dict[str, bytes]:
    folder = WEIGHTS / rng.choice(("describe-image", "classify-image"))
    files = {each.name: each.read_bytes() for each in folder.iterdir()}
    graph = json.loads(files[MANIFEST])["graph"]
    if graph is not None:
        sha256 = json.loads(files[MANIFEST])["files"][GRAPH]["sha256"]
        files[GRAPH] = (GRAPHS / f"{sha256}.tflite").read_bytes()
        if rng.random() < 0.5:
            taxonomy = _damaged_json(rng, json.loads(files["taxonomy.json"]))
            files["taxonomy.json"] = json.dumps(taxonomy).encode()
    return files


# The damage


def _damaged_graph(rng: random.Random, content: bytes) -> bytes:
    from vizsla.runtime.tflite_schema import read_model

    if rng.random() < 0.15 or len(content) > 2**20:
        return _damaged_bytes(rng, content)
    for _ in range(20):
        model = read_model(content)
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            _damage_part(rng, model)
        try:
            return packed(model)
        except (struct.error, TypeError, AttributeError, ValueError, OverflowError, AssertionError):
            continue
        except Exception as error:
            if type(error).__module__.startswith("flatbuffers"):
                continue
            raise
    return _damaged_bytes(rng, content)


def _damaged_bytes(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 2, 8))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
    return bytes(changed[: rng.randrange(len(changed))] if rng.random() < 0.1 else changed)


def _damage_part(rng: random.Random, model: Any) -> None:
    """Change a field of one of a model's parts; each kind of parts is as likely as another."""
    kinds: dict[str, list[Any]] = {}
    for part in _parts(model):
        kinds.setdefault(type(part).__name__, []).append(part)
    part = rng.choice(kinds[rng.choice(sorted(kinds))])
    names = sorted(vars(part))
    if not names:
        return
    name = rng.choice(names)
    setattr(part, name, _other(rng, getattr(part, name), model))


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for each in value:
            yield from _parts(each)
    elif (
        type(value).__module__.startswith("ai_edge_litert")
        or type(value).__name__ == "_AlignedBuffer"
    ):
        yield value
        for each in vars(value).values():
            yield from _parts(each)


def _other(rng: random.Random, value: Any, model: Any) -> Any:  # noqa: PLR0911 - one a type
    """Return something of the same type as a value, or None."""
    if rng.random() < 0.03:
        return None
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | np.integer):
        near = int(value) + rng.choice((-1, 1, 2))
        return rng.choice((near, near, 2 * int(value), rng.choice(WHOLES), rng.randrange(200)))
    if isinstance(value, float | np.floating):
        return rng.choice((*REALS, -float(value), float(value) * 1e6, float(value) / 1e6))
    if isinstance(value, np.ndarray):
        found = [
            _other(rng, each, model) if rng.random() < 0.3 else each for each in value.tolist()
        ]
        found = _shuffled(rng, [each if each is not None else 0 for each in found])
        try:
            return np.array(found, value.dtype)
        except OverflowError:
            return value[:-1]
    if isinstance(value, list):
        if value and isinstance(value[0], int | np.integer):
            value = [*value]
            at = rng.randrange(len(value))
            value[at] = _other(rng, value[at], model) or 0
            return value
        return _shuffled(rng, value)
    return rng.choice((None, b"x", b"", value))


def _shuffled(rng: random.Random, values: list[Any]) -> list[Any]:
    changed = [*values]
    match rng.randrange(6):
        case 0 if changed:
            changed.pop(rng.randrange(len(changed)))
        case 1 if changed:
            changed.append(rng.choice(changed))
        case 2 if len(changed) > 1:
            one, other = rng.sample(range(len(changed)), 2)
            changed[one], changed[other] = changed[other], changed[one]
        case 3:
            changed.clear()
    return changed


def _damaged_head(rng: random.Random, content: bytes) -> bytes:
    if rng.random() < 0.3:
        return _damaged_bytes(rng, content)
    length = int.from_bytes(content[:8], "little")
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    if rng.random() < 0.5:
        tensors = safetensors.numpy.load(content)
        return safetensors.numpy.save(_damaged_tensors(rng, tensors))
    changed = json.dumps(_damaged_json(rng, header)).encode("utf-8", "surrogatepass")
    return len(changed).to_bytes(8, "little") + changed + data


def _damaged_tensors(rng: random.Random, tensors: dict[str, Any]) -> dict[str, Any]:
    names = [*tensors, *tensors, "centres", "prototypes", "presence", "scale", "usual_distances"]
    name = rng.choice(names)
    rows = len(tensors["weights"])
    old = tensors.get(name, np.ones((rows, 2) if name == "presence" else rows, np.float32))
    if rng.random() < 0.5:
        changed = np.array(old)
        for _ in range(rng.choice((0, 1, 1, 100)) if changed.size else 0):
            changed.ravel()[rng.randrange(changed.size)] = _extreme(rng, changed.dtype)
    else:
        shape = rng.choice(
            ((), (), (0,), (4,), (4, 8), (4, 0), (0, 8), (8, 8), (4, 2), (4, 8, 1), old.shape)
        )
        kinds = (np.float32, np.int8, np.float64, np.uint8, np.bool_, np.float16, old.dtype)
        kind = np.dtype(rng.choice(kinds))
        changed = np.full(shape, _extreme(rng, kind), kind)
    return {**tensors, name: np.ascontiguousarray(changed).reshape(changed.shape)}


def _extreme(rng: random.Random, kind: np.dtype[Any]) -> Any:
    value = rng.choice((0.0, 1.0, -1.0, 1e-45, 3e38, -3e38, 2.0, 127.0, 1e-20))
    if kind.kind == "f":
        with np.errstate(all="ignore"):
            return np.array(value).astype(kind)
    return np.array(int(max(-128, min(127, value))) % (128 if kind.kind == "u" else 2**8)).astype(
        kind
    )


def _damaged_json(rng: random.Random, value: Any) -> Any:  # noqa: PLR0911 - one a type
    """Change a value somewhere in a tree of JSON."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice([*value])
        match rng.randrange(12):
            case 0:
                return {name: each for name, each in value.items() if name != key}
            case 1:
                return {**value, rng.choice(TEXTS): value[key]}
        return {**value, key: _damaged_json(rng, value[key])}
    if isinstance(value, list) and value and rng.random() < 0.8:
        at = rng.randrange(len(value))
        if rng.random() < 0.2:
            return _shuffled(rng, value)
        return [*value[:at], _damaged_json(rng, value[at]), *value[at + 1 :]]
    if isinstance(value, int | float) and not isinstance(value, bool) and rng.random() < 0.7:
        return rng.choice((*WHOLES, *REALS, 10**400, -value, value + 1, value * 1e6))
    if isinstance(value, str) and rng.random() < 0.5:
        return rng.choice((*TEXTS, value[:-1], value + "\udfff", value * 100))
    return rng.choice(JSONS)
