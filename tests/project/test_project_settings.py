"""A project keeps its kind and its encoder."""

from __future__ import annotations

import pytest

import vizsla
from vizsla import errors


def test_a_project_keeps_its_kind_and_its_encoder(project: vizsla.Project) -> None:
    assert (project.kind, project.encoder) == ("image-classification", "efficientnet-lite0")
    with pytest.raises(errors.OptionError, match="object-detection"):
        vizsla.Project.open("boxes", kind="object-detection")
    with pytest.raises(errors.OptionError, match="no encoder 'resnet'"):
        vizsla.Project.open("stuff", encoder="resnet")
