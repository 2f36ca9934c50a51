"""Texts to several labels each: functions that users train on texts."""

from __future__ import annotations

from vizsla.functions.multi_label_answers import MultiLabelClassifier
from vizsla.functions.text_classification import TextClassifier

__all__ = ["MultiLabelTextClassifier"]


class MultiLabelTextClassifier(TextClassifier, MultiLabelClassifier[str]):
    """Answers with each label that holds for a text; inputs are as of a TextClassifier."""
