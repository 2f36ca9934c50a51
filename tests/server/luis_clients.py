"""LUIS's own clients for Python, whose import warns of what they themselves use."""

from __future__ import annotations

import warnings

from msrest.authentication import CognitiveServicesCredentials

__all__ = ["authoring", "authoring_client", "prediction_client", "runtime"]

with warnings.catch_warnings():
    for message in ("pkg_resources is deprecated", "Deprecated call to `pkg_resources"):
        warnings.filterwarnings("ignore", message)
    from azure.cognitiveservices.language.luis.authoring import LUISAuthoringClient
    from azure.cognitiveservices.language.luis.authoring import models as authoring
    from azure.cognitiveservices.language.luis.runtime import LUISRuntimeClient
    from azure.cognitiveservices.language.luis.runtime import models as runtime


def prediction_client(url: object, key: str = "any") -> LUISRuntimeClient:
    """Return the client of predictions."""
    return LUISRuntimeClient(str(url), CognitiveServicesCredentials(key))


def authoring_client(url: object, key: str = "any") -> LUISAuthoringClient:
    """Return the client of authoring."""
    return LUISAuthoringClient(str(url), CognitiveServicesCredentials(key))
