"""The say of each training example in an answer: by how much it moves each output of the head.

At the optimum of an L2-regularised fit, a row's weights are a sum over the training examples, each
times how far its own probability was from its label (the representer theorem; Yeh, Kim, Yen and
Ravikumar, Representer Point Selection for Explaining Deep Neural Networks, NeurIPS 2018). So an
output is a sum, too: of what each example says to the input.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from vizsla.training.label_weights import label_weights
from vizsla.training.logistic_regression import sigmoid
from vizsla.training.multi_label_set import HAS, NOT_KNOWN, MultiLabelSet
from vizsla.training.principal_components import PrincipalComponents
from vizsla.training.softmax_regression import log_probabilities

if TYPE_CHECKING:
    from vizsla.training.trained_head import TrainedHead
    from vizsla.training.training_set import TrainingSet

__all__ = ["ExamplePulls"]


@dataclass(frozen=True, slots=True, eq=False)
class ExamplePulls:
    """What the training examples say in a head's outputs.

    Attributes:
        components: the space in which the head was fitted.
        points: (examples, components) float32, the examples in it.
        shares: (examples, rows) float64, by which an example's product with an input is multiplied:
            above 0 where the example draws inputs like it to the row.
        base: (rows,) the outputs for the mean of the training examples, before features.

    """

    components: PrincipalComponents
    points: np.ndarray
    shares: np.ndarray
    base: np.ndarray

    @classmethod
    def of(cls, trained: TrainedHead, training_set: TrainingSet | MultiLabelSet) -> ExamplePulls:
        """Compute the shares of examples in a head.

        Args:
            trained: the head.
            training_set: its training examples, with the head's labels in the head's order.

        """
        components = PrincipalComponents.fit(training_set.embeddings)
        components = components.whitened(trained.hyperparameters.whitening)
        weights = trained.weights.astype(np.float64) * training_set.scale
        bias = trained.bias.astype(np.float64)
        values = training_set.embeddings.astype(np.float64) @ weights.T + bias
        factors = _factors(trained)
        if isinstance(training_set, MultiLabelSet):
            intercepts = np.array([each.intercept for each in trained.label_promises])
            known = training_set.truth != NOT_KNOWN
            fitted = (values - intercepts) / factors
            off = np.where(known, (training_set.truth == HAS) - sigmoid(fitted), 0)
        else:
            off = _softmax_differences(values / factors, training_set)
        return cls(
            components,
            components.project(training_set.embeddings),
            trained.hyperparameters.regularisation * off * factors,
            weights @ components.mean + bias,
        )

    def of_input(self, numbers: np.ndarray) -> np.ndarray:
        """Return what each example adds to each output for an input, (examples, rows) float64.

        Args:
            numbers: (dimension,) the numbers of the input's embedding.

        """
        products = self.points @ self.components.project(numbers[None])[0]
        found: np.ndarray = self.shares * products[:, None].astype(np.float64)
        return found


def _factors(trained: TrainedHead) -> np.ndarray:
    """Return by what the calibration multiplied each row's outputs, (rows,) float64."""
    if trained.label_promises:
        return np.array([each.slope for each in trained.label_promises])
    return np.full(len(trained.bias), 1 / trained.temperature)


def _softmax_differences(values: np.ndarray, training_set: TrainingSet) -> np.ndarray:
    """Return how far each row's probability is from the example's label, (examples, rows)."""
    powers = np.exp(log_probabilities(values))
    within = np.where(training_set.allowed, powers, 0)
    within /= np.maximum(within.sum(axis=1, keepdims=True), 1e-12)
    found: np.ndarray = (within - powers) * label_weights(training_set.allowed)[:, None]
    return found
