"""Code for programs that were written for another service: only the endpoint changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.multi_label_kinds import one_label_kind
from vizsla.publish.snippets.snippet import IMAGE_FILE, KEY, TEXT, Snippet, literal

if TYPE_CHECKING:
    from vizsla.publish.snippets.snippet import CalledFunction

__all__ = ["drop_in_snippets"]

IMAGES, TEXTS = "image-classification", "text-classification"


def drop_in_snippets(function: CalledFunction) -> tuple[Snippet, ...]:
    """Return the code for the clients of services that have functions of this kind."""
    if one_label_kind(function.kind) == IMAGES:
        return (_custom_vision(function),)
    return (_clu(function),) if function.kind == TEXTS else ()


def _custom_vision(function: CalledFunction) -> Snippet:
    code = f"""{_imports(function)}
from azure.cognitiveservices.vision.customvision.prediction import (
    CustomVisionPredictionClient,
)
from msrest.authentication import ApiKeyCredentials

credentials = ApiKeyCredentials(in_headers={{"Prediction-key": {_key(function)}}})
predictor = CustomVisionPredictionClient({literal(function.server)}, credentials)
with open({literal(IMAGE_FILE)}, "rb") as photo:
    found = predictor.classify_image(
        {literal(function.base_name)}, {literal(function.version)}, photo
    )
for each in found.predictions:
    print(each.tag_name, each.probability)
"""
    needs = "pip install azure-cognitiveservices-vision-customvision"
    return Snippet("custom-vision", "Custom Vision's client", "python", code.lstrip(), needs)


def _clu(function: CalledFunction) -> Snippet:
    deployment = "production" if function.version == "live" else function.version
    code = f"""{_imports(function)}
from azure.ai.language.conversations import ConversationAnalysisClient
from azure.core.credentials import AzureKeyCredential

task = {{
    "kind": "Conversation",
    "analysisInput": {{
        "conversationItem": {{
            "id": "1",
            "participantId": "1",
            "text": {literal(TEXT)},
        }}
    }},
    "parameters": {{
        "projectName": {literal(function.base_name)},
        "deploymentName": {literal(deployment)},
    }},
}}
credential = AzureKeyCredential({_key(function)})
with ConversationAnalysisClient({literal(function.server)}, credential) as client:
    prediction = client.analyze_conversation(task)["result"]["prediction"]
print(prediction["topIntent"], prediction["entities"])
"""
    needs = "pip install azure-ai-language-conversations"
    return Snippet("clu", "CLU's client", "python", code.lstrip(), needs)


def _imports(function: CalledFunction) -> str:
    return "import os\n" if function.needs_key else ""


def _key(function: CalledFunction) -> str:
    return f'os.environ["{KEY}"]' if function.needs_key else '"any"'
