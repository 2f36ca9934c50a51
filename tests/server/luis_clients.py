"""LUIS's own clients for Python, whose import warns of what they themselves use."""

from __future__ import annotations

import warnings

from msrest.authentication import CognitiveServicesCredentials

__all__ = ["authoring", "authoring_client", "opened", "prediction_client", "runtime"]

with warnings.catch_warnings():
    for message in ("pkg_resources is deprecated", "Deprecated call to `pkg_resources"):
        warnings.filterwarnings("ignore", message)
    from azure.cognitiveservices.language.luis.authoring import LUISAuthoringClient
    from azure.cognitiveservices.language.luis.authoring import models as authoring
    from azure.cognitiveservices.language.luis.runtime import LUISRuntimeClient
    from azure.cognitiveservices.language.luis.runtime import models as runtime


opened: list[LUISRuntimeClient | LUISAuthoringClient] = []  # a fixture closes them


def prediction_client(url: object, key: str = "any") -> LUISRuntimeClient:
    """Return the client of predictions."""
    opened.append(LUISRuntimeClient(str(url), CognitiveServicesCredentials(key)))
    return opened[-1]


def authoring_client(url: object, key: str = "any") -> LUISAuthoringClient:
    """Return the client of authoring."""
    opened.append(LUISAuthoringClient(str(url), CognitiveServicesCredentials(key)))
    return opened[-1]
