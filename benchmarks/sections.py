"""The sections of the page: each with a title, a text, and rows that begin with the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from engines import ENGINES

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = dict[str, Any]
    Rows = list[list[str]]

MB = 1e6
TARGETS = {
    "answer": "1.6 ms",
    "graph": "1.3 ms",
    "folder": "450",
    "import": "under 80 ms",
    "process": "under 0.6 s",
    "memory": "under 200 MB",
    "wheel": "under 20 MB",
    "detect_objects": "8 ms",
    "describe_image": "13 ms",
}


class Section(NamedTuple):
    """A section of the page.

    Attributes:
        title: its heading.
        text: what was measured.
        rows: returns the titles of the columns, then the lines.
        by_machine: whether it depends on the kind of machine so much that all are shown.

    """

    title: str
    text: str
    rows: Callable[[Found], Rows]
    by_machine: bool = False


def _target(engine: str, what: str) -> str:
    return TARGETS[what] if engine == "vizsla" else ""


def _ms(seconds: float, digits: int = 1) -> str:
    return f"{seconds * 1000:.{digits}f}"


def _calls(what: str) -> Callable[[Found], Rows]:
    def rows(found: Found) -> Rows:
        lines = [["engine", "ms", "least, ms", "to Vizsla", "accuracy", "target"]]
        for name, each in found[what].items():
            accuracy = found["accuracy"][name]
            lines.append(
                [
                    ENGINES[name],
                    _ms(each["median"]),
                    _ms(each["least"]),
                    f"{each['to_vizsla']:.2f}",
                    "not measured" if accuracy is None else f"{accuracy:.3f}",
                    _target(name, what),
                ]
            )
        return lines

    return rows


def _functions(found: Found) -> Rows:
    lines = [["function", "ms", "least, ms", "slowest photograph, ms", "target"]]
    lines += [
        [
            f"`{name}`",
            _ms(each["median"]),
            _ms(each["least"]),
            # Older measurements had one photograph.
            _ms(each["slowest"]) if "slowest" in each else "",
            TARGETS[name],
        ]
        for name, each in found["functions"].items()
    ]
    return lines


def _folder(found: Found) -> Rows:
    ours = next((e["per_second"] for e in found["folder"] if e["engine"] == "vizsla"), None)
    lines = [["engine", "way", "pictures/s", "to Vizsla", "target"]]
    for each in found["folder"]:
        # A ratio of times, as everywhere on the page: above 1 Vizsla was faster.
        ratio = f"{ours / each['per_second']:.2f}" if ours and each["engine"] else ""
        lines.append(
            [
                ENGINES.get(each["engine"], "Pillow"),
                each["way"],
                f"{each['per_second']:.0f}",
                ratio,
                _target(each["engine"], "folder"),
            ]
        )
    return lines


def _import(found: Found) -> Rows:
    times = found["import"]
    names = {
        "nothing": "nothing: Python alone",
        "numpy": "`import numpy`",
        "vizsla": "`import vizsla`",
        "vizsla_function": "`import vizsla; vizsla.classify_image`",
        "torch_eager": "`import torch`",
        "ort": "`import onnxruntime`",
        "openvino": "`import openvino`",
    }
    lines = [["process", "ms", "more than `import numpy`, ms", "target"]]
    for what, each in times.items():
        more = each["median"] - times["numpy"]["median"]
        lines.append([names[what], _ms(each["median"], 0), _ms(more, 0), _target(what, "import")])
    loaded = ", ".join(found["loaded_by_import"]) or "none"
    lines.append(
        ["NumPy, Pillow, the engine, Typer and Rich: loaded by `import vizsla`", loaded, "", "none"]
    )
    return lines


def _process(found: Found) -> Rows:
    lines = [["engine", "seconds", "to Vizsla", "target"]]
    lines += [
        [
            ENGINES[name],
            f"{each['median']:.2f}",
            f"{each['to_vizsla']:.2f}",
            _target(name, "process"),
        ]
        for name, each in found["process"].items()
    ]
    return lines


def _memory(found: Found) -> Rows:
    lines = [["engine", "way", "MB", "target"]]
    lines += [
        [
            ENGINES[each["engine"]],
            each["way"],
            f"{each['bytes'] / MB:.0f}",
            _target(each["engine"], "memory"),
        ]
        for each in found["memory"]
    ]
    return lines


def _disk(found: Found) -> Rows:
    lines = [["what", "MB", "target"]]
    if found["wheel"]:
        lines.append(
            ["Vizsla's wheel, models included", f"{found['wheel'] / MB:.1f}", TARGETS["wheel"]]
        )
    # An engine's two precisions are one installation.
    listed: set[str] = set()
    for name, size in found["installed"].items():
        package = name.partition("_")[0]
        if package not in listed:
            label = ENGINES[name].removesuffix(" fp32").partition(" (")[0]
            lines.append([f"{label}, installed", f"{size / MB:.0f}", ""])
            listed.add(package)
    return lines


SECTIONS = (
    Section(
        "One picture, from pixels to the answer",
        (
            "A real picture of 256 x 256 pixels in uint8, whose middle 224 x 224 is the network's, "
            "to its label and score. The others cut, normalise, run and take the softmax in NumPy, "
            "as their users write it. Accuracy: the share of 200 photographs that are labelled "
            "rightly; the network was trained on these, so it proves that an engine computes what "
            "it should, and nothing else. int8 in ONNX Runtime and OpenVINO has 7-bit weights "
            "where the CPU lacks VNNI, as ONNX Runtime's guide says: with 8 bits sums overflow "
            "there, and 3 to 5 points are lost."
        ),
        _calls("answer"),
        by_machine=True,
    ),
    Section(
        "The graph alone",
        (
            "The network on an input that is ready. Vizsla's ends with the feature map, the "
            "others' with the 1,000 logits."
        ),
        _calls("graph"),
        by_machine=True,
    ),
    Section(
        "A folder of JPEGs",
        (
            "Photographs of 500 x 375 pixels, quality 90, from the disk to the labels. Decoding "
            "alone is the ceiling."
        ),
        _folder,
        by_machine=True,
    ),
    Section(
        "Other functions",
        (
            "Vizsla's, from a photograph's pixels (500 x 375) to the answer. Each photograph has "
            "its turn in each round; the slowest is that with the greatest median."
        ),
        _functions,
        by_machine=True,
    ),
    Section(
        "Import",
        (
            "A new process, with bytecode compiled. What `import vizsla` leaves out is loaded when "
            "a function is first opened, as the next line shows."
        ),
        _import,
    ),
    Section(
        "A whole process",
        (
            "`vizsla classify photo.jpg`, and the smallest script for the others: start, import, "
            "read the model, decode, answer."
        ),
        _process,
    ),
    Section(
        "Memory",
        "The most that a process held in memory which classified 50 photographs.",
        _memory,
    ),
    Section(
        "Disk",
        (
            "Installed: the package, NumPy, Pillow and all that they need, without bytecode and "
            "without the others' model (5 to 19 MB)."
        ),
        _disk,
    ),
)
