"""Checks a .tflite file before an engine loads it.

An engine trusts a graph: an index beyond the end, a scale of 0, or sides whose product overflows
end the process, and a few bytes can ask for gigabytes. A graph that passes has one input and
some outputs of unsigned bytes; each operator is among the allowed ones, follows those whose
results it takes, and keeps its rule; each side, scale and content fits; and memory and
arithmetic stay below the limits.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from vizsla.bundle.graph.flat_tables import FlatBuffer, MalformedError
from vizsla.bundle.graph.graph_limits import (
    MOST_CODES,
    MOST_COMPUTED,
    MOST_ENDS,
    MOST_MULTIPLICATIONS,
    MOST_OUTPUTS,
    MOST_PATCH,
    MOST_TENSORS,
    MOST_WINDOWS,
)
from vizsla.bundle.graph.operator_rules import RULES, Given, Result, Rule
from vizsla.bundle.graph.operators import ALLOWED
from vizsla.bundle.graph.tensor import UINT8, read_tensor
from vizsla.bundle.graph.tflite_tables import MODEL, OPTIONS
from vizsla.errors import BundleDamagedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vizsla.bundle.graph.flat_tables import Values
    from vizsla.bundle.graph.tensor import Tensor

__all__ = ["check_graph"]

NONE = -1  # instead of the number of an input that is left out


def check_graph(content: bytes, where: str) -> None:
    """Refuse a graph that no engine may see.

    Args:
        content: the .tflite file's content.
        where: the file's name, for messages.

    Raises:
        BundleDamagedError: the content is no such graph.

    """
    try:
        buffer = FlatBuffer(content, b"TFL3")
        model = buffer.root(MODEL)
        names = [_operator_name(each) for each in model["operator_codes"]]
        _check_model(model)
        _check_subgraph(buffer, model, names)
    except (MalformedError, ArithmeticError, LookupError, TypeError) as error:
        # The others are of graphs that break a rule in a way which it does not foresee.
        raise BundleDamagedError(
            f"{where} is not a .tflite graph that a function may have ({error}); publish the "
            "function again with Vizsla, or copy the bundle again"
        ) from error


def _operator_name(code: Values) -> str:
    # Numbers above 127 came later, in a field of their own; the older one then holds 127.
    number = max(code["deprecated_builtin_code"], code["builtin_code"])
    custom = bytes(code["custom_code"][:100]).decode("utf-8", "replace")
    if number in ALLOWED and not custom:
        return ALLOWED[number]
    what = f"the custom operator {custom!r}" if custom else f"operator number {number}"
    raise MalformedError(f"it uses {what}, and may use {', '.join(ALLOWED.values())}")


def _check_model(model: Values) -> None:
    for name, least, most in (
        ("operator_codes", 1, MOST_CODES),
        ("subgraphs", 1, 1),
        ("buffers", 1, MOST_TENSORS),
        ("metadata", 0, MOST_CODES),
        ("signature_defs", 0, 1),
    ):
        if not least <= len(model[name]) <= most:
            raise MalformedError(f"it has {len(model[name])} {name}, and may have {most}")
    buffers, graph = len(model["buffers"]), model["subgraphs"][0]
    for number in (*model["metadata_buffer"], *(each["buffer"] for each in model["metadata"])):
        if not 0 <= number < buffers:
            raise MalformedError(f"it names buffer {number} of {buffers}")
    for each in model["signature_defs"]:
        for name in ("inputs", "outputs"):
            named = [entry["tensor_index"] for entry in each[name]]
            if named != [*graph[name]] or each["subgraph_index"]:
                raise MalformedError(f"its signature has other {name} than itself")


def _check_subgraph(buffer: FlatBuffer, model: Values, names: Sequence[str]) -> None:
    graph = model["subgraphs"][0]
    tensors = _tensors(graph, [each["data"] for each in model["buffers"]])
    known = {number for number, each in enumerate(tensors) if each.content is not None}
    known |= _check_ends(graph, tensors)
    if len(graph["operators"]) > MOST_TENSORS:
        raise MalformedError(f"it has {len(graph['operators'])} operators")
    multiplications = windows = 0
    for each in graph["operators"]:
        if each["opcode_index"] >= len(names):
            raise MalformedError(f"it names operator {each['opcode_index']} of {len(names)}")
        name = names[each["opcode_index"]]
        try:
            result, output = _result(buffer, each, name, tensors, known)
        except MalformedError as error:
            raise MalformedError(f"an operator {name}: {error}") from error
        known.add(output)
        multiplications += result.multiplications
        windows += result.windows
    if windows > MOST_WINDOWS or multiplications > MOST_MULTIPLICATIONS:
        raise MalformedError(
            f"it multiplies {multiplications} times, and looks at {windows} places, where it may "
            f"{MOST_MULTIPLICATIONS} times and at {MOST_WINDOWS}"
        )
    if not known.issuperset(graph["outputs"]):
        raise MalformedError("nothing computes one of its outputs")


def _tensors(graph: Values, contents: Sequence[memoryview]) -> list[Tensor]:
    if len(contents[0]):
        raise MalformedError("its first buffer is not empty")
    if len(graph["tensors"]) > MOST_TENSORS:
        raise MalformedError(f"it has {len(graph['tensors'])} tensors, and may have {MOST_TENSORS}")
    tensors = [read_tensor(each, contents) for each in graph["tensors"]]
    computed = sum(each.bytes for each in tensors if each.content is None)
    if computed > MOST_COMPUTED:
        raise MalformedError(f"it computes {computed} bytes, and may compute {MOST_COMPUTED}")
    return tensors


def _check_ends(graph: Values, tensors: Sequence[Tensor]) -> set[int]:
    """Check the input and the outputs; return the input's number."""
    inputs, outputs = graph["inputs"], graph["outputs"]
    if len(inputs) != 1 or not 1 <= len(outputs) <= MOST_OUTPUTS:
        raise MalformedError(f"it takes {len(inputs)} inputs, and gives {len(outputs)} outputs")
    for number in itertools.chain(inputs, outputs):
        if not 0 <= number < len(tensors):
            raise MalformedError(f"it names tensor {number} of {len(tensors)}")
        if tensors[number].type != UINT8 or tensors[number].content is not None:
            raise MalformedError("its input and outputs must be unsigned bytes")
    if len({*inputs, *outputs}) != 1 + len(outputs):
        raise MalformedError("it gives an output twice, or its input")
    taken, given = tensors[inputs[0]], sum(tensors[number].elements for number in outputs)
    if taken.shape[:1] != (1,) or max(taken.elements, given) > MOST_ENDS:
        raise MalformedError(
            f"it takes an input of shape {taken.shape}, and gives {given} numbers; it may have "
            f"{MOST_ENDS} of each, in a batch of 1"
        )
    return {*inputs}


def _result(
    buffer: FlatBuffer, values: Values, name: str, tensors: Sequence[Tensor], known: set[int]
) -> tuple[Result, int]:
    """Check an operator; return what it computes, and the number of its output."""
    rule = RULES[name]
    inputs, outputs = values["inputs"], values["outputs"]
    low, high = rule.inputs
    if not low <= len(inputs) <= high or len(outputs) != 1:
        raise MalformedError(f"it takes {len(inputs)} inputs, and gives {len(outputs)} outputs")
    for unused in ("custom_options", "mutating_variable_inputs", "intermediates"):
        if len(values[unused]):
            raise MalformedError(f"it has {unused}")
    for number in inputs:
        if number not in known and number != NONE:
            raise MalformedError(f"it takes tensor {number}, which nothing has computed")
    (output,) = outputs
    if not 0 <= output < len(tensors) or output in known:
        raise MalformedError(f"it gives tensor {output}, which is there already, or can't be")
    taken = tuple(None if number == NONE else tensors[number] for number in inputs)
    given = Given(taken, tensors[output], _options(buffer, values, rule))
    result = rule.compute(given)
    if result.shape != given.output.shape:
        raise MalformedError(f"it gives {result.shape}, and it says {given.output.shape}")
    if result.patch > MOST_PATCH:
        raise MalformedError(f"its windows look at {result.patch} elements")
    return result, output


def _options(buffer: FlatBuffer, values: Values, rule: Rule) -> Values:
    kind, at = values["builtin_options_type"], values["builtin_options"]
    if not kind and at is None and not rule.needs_options:
        return {}
    if kind != rule.options or at is None:
        raise MalformedError(f"it has options of type {kind}, and must have {rule.options}")
    return buffer.table(at, OPTIONS[kind])
