"""The addresses of Custom Vision's training."""

from __future__ import annotations

from vizsla.server.compat.custom_vision.custom_vision_shape import ROOT

__all__ = ["ITERATION", "PROJECT", "TRAINING"]

TRAINING = f"{ROOT}/{{version}}/training"
PROJECT = f"{TRAINING}/projects/{{project}}"
ITERATION = f"{PROJECT}/iterations/{{iteration}}"
