"""The types of the answers that show what happens inside of a run."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from vizsla.server.projects.example_types import ExampleItem

__all__ = [
    "BoxItem",
    "EmbeddingItem",
    "InputItem",
    "InsideLabel",
    "InsideView",
    "PieceItem",
    "ProductItem",
    "PullItem",
    "WordItem",
]


class BoxItem(BaseModel):
    """A part of an image, in its pixels; right and bottom lie outside of it."""

    left: int
    top: int
    right: int
    bottom: int


class PieceItem(BaseModel):
    """A piece of a word, and its number in the model's list."""

    number: int
    piece: str = Field(description='"" for a mark that no text has.')


class InputItem(BaseModel):
    """What the model takes of the example."""

    width: int | None = Field(description="Of the image, upright; null for a text.")
    height: int | None
    box: BoxItem | None = Field(description="The part of the image that the model sees.")
    shape: list[int] = Field(
        description="The shape of the tensor: rows, columns and 3 colours of an image, which "
        "`showTensor` sends; the number of pieces of a text."
    )
    scale: float = Field(
        description="A number of the tensor stands for (number - zero_point) * scale."
    )
    zero_point: int
    pieces: list[PieceItem] = Field(description="Of a text, what the model reads.")


class EmbeddingItem(BaseModel):
    """The embedding."""

    encoder: str
    values: list[float] = Field(description="One number for each channel.")
    rows: int | None = Field(description="Of an image, the rows of places whose mean it is.")
    columns: int | None


class ProductItem(BaseModel):
    """A product of a label's sum."""

    channel: int
    value: float = Field(description="The embedding's number.")
    weight: float
    product: float


class InsideLabel(BaseModel):
    """How a label comes to its score."""

    label: str | None = Field(description="Null for everything else, which no label names.")
    products: list[ProductItem] = Field(description="The largest products, above or below 0.")
    total: float = Field(description="The sum of the products of all channels.")
    bias: float
    features: float | None = Field(
        description="What words, phrase lists and columns add; null where a feature is missing "
        "that the label requires, which rules the label out."
    )
    output: float | None = Field(description="total + bias + features; null where ruled out.")
    uncalibrated: float | None = Field(description="The output before the calibration.")
    uncalibrated_score: float
    score: float = Field(description="0 to 1.")
    places: list[list[float]] | None = Field(
        description="What each place of the image adds to `total`, row by row; null for a text."
    )
    base: float = Field(description="The output for the mean of the training examples.")
    pulled: float = Field(
        description="What all training examples add to it; what is left to the output comes from "
        "features, from examples that are missing, and from a fit that ended near its optimum."
    )


class WordItem(BaseModel):
    """A word of a text, and how much it speaks for the answer."""

    text: str
    start: int
    end: int
    weight: float = Field(description="0 to 1; 1 for the word that speaks most for it.")


class PullItem(BaseModel):
    """A training example, and its say."""

    example: ExampleItem
    similarity: float = Field(description="The cosine of the two embeddings, -1 to 1.")
    pulls: list[float] = Field(
        description="What it adds to the output of each label, in the order of `labels`."
    )


class InsideView(BaseModel):
    """An example on its way through a run."""

    run: int
    example: ExampleItem
    answer: str | None
    score: float
    sure: bool
    calibrated: bool = Field(description="Whether the scores were calibrated on enough examples.")
    method: Literal["softmax", "sigmoid"] = Field(
        description="How outputs become scores: `softmax` shares out 1 among the labels, "
        "`sigmoid` gives each a score of its own."
    )
    temperature: float | None = Field(
        description="By which the calibration divided the outputs of a softmax."
    )
    input: InputItem
    embedding: EmbeddingItem
    labels: list[InsideLabel]
    words: list[WordItem] = Field(description="Of a text.")
    nearest: list[PullItem] = Field(description="The training examples that are most like it.")
    pulling: list[PullItem] = Field(
        description="The training examples with the largest say in the likeliest label's output."
    )
    in_training: bool = Field(description="Whether the run was trained on the example itself.")
    training_examples: int
    missing: int = Field(
        description="How many of them were removed since, or got a label that the run does not "
        "know."
    )
