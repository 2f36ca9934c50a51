"""The names that datasets give to their files, folders, columns of texts, splits and states."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "ANNOTATION_FILES",
    "EXPORT_LINES",
    "METADATA_CSV",
    "METADATA_LINES",
    "OTHER_TEXT_COLUMNS",
    "SPLITS",
    "STATES",
    "TASKS",
    "TEXT_COLUMNS",
    "UNLABELLED",
    "train_or_test",
]

# The tables of labels, splits and states in a dataset's folder.
EXPORT_LINES, TASKS = "vizsla.jsonl", "tasks.json"
METADATA_CSV, METADATA_LINES = "metadata.csv", "metadata.jsonl"
ANNOTATION_FILES = frozenset((EXPORT_LINES, TASKS, METADATA_CSV, METADATA_LINES))
# The folders beside those of the splits that hold unlabelled files; an export writes the first.
# CVAT writes the third one, and the IMDb reviews have the last.
UNLABELLED = ("unlabelled", "unlabeled", "no_label", "unsup")
# The columns of tables that hold texts, as ``normalise_column`` spells them. The names of the
# second set are names of other things, too: one of them counts where none of the first is.
TEXT_COLUMNS = frozenset(
    ("text", "texts", "utterance", "utterances", "sentence", "phrase", "query", "example_text")
)
OTHER_TEXT_COLUMNS = frozenset(
    (
        *("message", "content", "question", "input", "input_text", "user_input", "prompt", "body"),
        *("comment", "comment_text", "review", "review_text", "tweet", "tweet_text", "document"),
        *("description", "post", "request", "statement", "example", "title", "headline", "source"),
        *("user_utterance", "text_content", "sentences", "examples", "phrases", "queries"),
    )
)
STATES = frozenset(("unsure", "skipped"))
_VALIDATION = "validation"
SPLITS = {
    **dict.fromkeys(("train", "training", "训练", "训练集", "訓練", "訓練集"), "train"),
    **dict.fromkeys(("test", "testing", "eval", "evaluation", "测试", "测试集", "測試集"), "test"),
    **dict.fromkeys(("val", "valid", "validation", "dev", "验证", "验证集", "驗證集"), _VALIDATION),
}


def train_or_test(split: str | None, splits: Collection[str]) -> str | None:
    """Return ``train`` or ``test`` for a value of ``SPLITS``; None for None.

    Validation data is for choosing a model, which cross-validation does within the training set
    here: the data joins the training set, unless it is the only one to test on.

    Args:
        split: ``train``, ``test`` or ``validation``.
        splits: all splits of the source.

    """
    if split != _VALIDATION:
        return split
    return "train" if "test" in splits else "test"
