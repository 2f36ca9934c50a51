"""The tables of a .tflite file that a function's graph may have, as LiteRT's ``schema.fbs`` does.

Left out, and so refused: sparse and variable tensors, external buffers, custom options, a second
kind of options.
"""

from __future__ import annotations

from vizsla.bundle.graph.flat_tables import Field, ListOf, Table

__all__ = ["MODEL", "OPTIONS"]

_QUANTIZATION = Table(
    "QuantizationParameters",
    {
        0: Field("min", "float32s"),
        1: Field("max", "float32s"),
        2: Field("scale", "float32s"),
        3: Field("zero_point", "int64s"),
        6: Field("quantized_dimension", "int32"),
    },
)
_TENSOR = Table(
    "Tensor",
    {
        0: Field("shape", "int32s"),
        1: Field("type", "int8"),
        2: Field("buffer", "uint32"),
        3: Field("name", "text"),
        4: Field("quantization", _QUANTIZATION),
        5: Field("is_variable", "bool"),
        7: Field("shape_signature", "int32s"),
        8: Field("has_rank", "bool"),
    },
)
_OPERATOR = Table(
    "Operator",
    {
        0: Field("opcode_index", "uint32"),
        1: Field("inputs", "int32s"),
        2: Field("outputs", "int32s"),
        3: Field("builtin_options_type", "uint8"),
        4: Field("builtin_options", "union"),
        5: Field("custom_options", "bytes"),
        6: Field("custom_options_format", "int8"),
        7: Field("mutating_variable_inputs", "bools"),
        8: Field("intermediates", "int32s"),
        13: Field("debug_metadata_index", "int32", -1),
    },
)
_SUBGRAPH = Table(
    "SubGraph",
    {
        0: Field("tensors", ListOf(_TENSOR)),
        1: Field("inputs", "int32s"),
        2: Field("outputs", "int32s"),
        3: Field("operators", ListOf(_OPERATOR)),
        4: Field("name", "text"),
        5: Field("debug_metadata_index", "int32", -1),
    },
)
_OPERATOR_CODE = Table(
    "OperatorCode",
    {
        0: Field("deprecated_builtin_code", "int8"),
        1: Field("custom_code", "text"),
        2: Field("version", "int32", 1),
        3: Field("builtin_code", "int32"),
    },
)
_TENSOR_MAP = Table("TensorMap", {0: Field("name", "text"), 1: Field("tensor_index", "uint32")})
_SIGNATURE = Table(
    "SignatureDef",
    {
        0: Field("inputs", ListOf(_TENSOR_MAP)),
        1: Field("outputs", ListOf(_TENSOR_MAP)),
        2: Field("signature_key", "text"),
        4: Field("subgraph_index", "uint32"),
    },
)
MODEL = Table(
    "Model",
    {
        0: Field("version", "uint32"),
        1: Field("operator_codes", ListOf(_OPERATOR_CODE)),
        2: Field("subgraphs", ListOf(_SUBGRAPH)),
        3: Field("description", "text"),
        4: Field("buffers", ListOf(Table("Buffer", {0: Field("data", "bytes")}))),
        5: Field("metadata_buffer", "int32s"),
        6: Field(
            "metadata",
            ListOf(Table("Metadata", {0: Field("name", "text"), 1: Field("buffer", "uint32")})),
        ),
        7: Field("signature_defs", ListOf(_SIGNATURE)),
    },
)


def _options(name: str, *fields: Field) -> Table:
    """Return a table of options whose fields have the numbers from 0 on."""
    return Table(name, dict(enumerate(fields)))


_ACTIVATION = Field("activation", "int8")
_PADDING = Field("padding", "int8")
_STRIDES = (Field("stride_w", "int32"), Field("stride_h", "int32"))
_DILATIONS = (Field("dilation_w", "int32", 1), Field("dilation_h", "int32", 1))

# The tables of options by their numbers in the union BuiltinOptions.
OPTIONS = {
    1: _options(
        "Conv2DOptions",
        _PADDING,
        *_STRIDES,
        _ACTIVATION,
        *_DILATIONS,
        Field("quantized_bias_type", "int8"),
    ),
    2: _options(
        "DepthwiseConv2DOptions",
        _PADDING,
        *_STRIDES,
        Field("depth_multiplier", "int32"),
        _ACTIVATION,
        *_DILATIONS,
    ),
    5: _options(
        "Pool2DOptions",
        _PADDING,
        *_STRIDES,
        Field("filter_w", "int32"),
        Field("filter_h", "int32"),
        _ACTIVATION,
    ),
    8: _options(
        "FullyConnectedOptions",
        _ACTIVATION,
        Field("weights_format", "int8"),
        Field("keep_num_dims", "bool"),
        Field("asymmetric_quantize_inputs", "bool"),
        Field("quantized_bias_type", "int8"),
    ),
    9: _options("SoftmaxOptions", Field("beta", "float32")),
    10: _options("ConcatenationOptions", Field("axis", "int32"), _ACTIVATION),
    11: _options("AddOptions", _ACTIVATION, Field("pot_scale_int16", "bool", default=True)),
    15: Table(
        "ResizeBilinearOptions",
        {2: Field("align_corners", "bool"), 3: Field("half_pixel_centers", "bool")},
    ),
    17: _options("ReshapeOptions", Field("new_shape", "int32s")),
    21: _options("MulOptions", _ACTIVATION),
    22: _options("PadOptions"),
    27: _options("ReducerOptions", Field("keep_dims", "bool")),
    38: _options("DequantizeOptions"),
    43: _options("PadV2Options"),
    74: _options(
        "ResizeNearestNeighborOptions",
        Field("align_corners", "bool"),
        Field("half_pixel_centers", "bool"),
    ),
    75: _options("LeakyReluOptions", Field("alpha", "float32")),
    89: _options("QuantizeOptions"),
}
