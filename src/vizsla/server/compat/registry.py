"""The table of the services whose programs are answered here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vizsla.server.compat.azure_speech import azure_speech_document, recognition_routes
from vizsla.server.compat.azure_speech.azure_speech_shape import AZURE_SPEECH
from vizsla.server.compat.azure_voices import azure_voices_document, voice_routes
from vizsla.server.compat.azure_voices.azure_voices_shape import AZURE_VOICES
from vizsla.server.compat.base import CompatService
from vizsla.server.compat.clu import clu_document, clu_routes
from vizsla.server.compat.clu.clu_shape import CLU
from vizsla.server.compat.computer_vision import computer_vision_document, computer_vision_routes
from vizsla.server.compat.computer_vision.computer_vision_shape import COMPUTER_VISION
from vizsla.server.compat.custom_vision import prediction_document, prediction_routes
from vizsla.server.compat.custom_vision.custom_vision_shape import CUSTOM_VISION
from vizsla.server.compat.custom_vision_training import closed_routes
from vizsla.server.compat.error_form import error_schema
from vizsla.server.compat.luis import luis_document, luis_prediction_routes
from vizsla.server.compat.luis.luis_shape import LUIS
from vizsla.server.compat.luis_authoring.closed_authoring_routes import CLOSED
from vizsla.server.compat.openai import (
    openai_document,
    spoken_document,
    spoken_routes,
    transcription_routes,
)
from vizsla.server.compat.openai.openai_shape import OPENAI

if TYPE_CHECKING:
    from vizsla.server.server_settings import ServerSettings

__all__ = ["SERVICES", "services_for"]

SERVICES = (
    CompatService(
        shape=CUSTOM_VISION,
        routers=(prediction_routes.ROUTER,),
        operations=(prediction_document.prediction_operations,),
        schemas=prediction_document.SCHEMAS,
        error_schema=error_schema(),
    ),
    CompatService(
        shape=COMPUTER_VISION,
        routers=(computer_vision_routes.ROUTER,),
        operations=(computer_vision_document.vision_operations,),
        schemas=computer_vision_document.SCHEMAS,
        error_schema=computer_vision_document.ERROR,
    ),
    CompatService(
        shape=LUIS,
        routers=(luis_prediction_routes.ROUTER,),
        operations=(luis_document.luis_operations,),
        schemas=luis_document.SCHEMAS,
        error_schema=error_schema("error"),
    ),
    CompatService(
        shape=CLU,
        routers=(clu_routes.ROUTER,),
        operations=(clu_document.clu_operations,),
        schemas=clu_document.SCHEMAS,
        error_schema=error_schema("error"),
    ),
    CompatService(
        shape=AZURE_VOICES,
        routers=(voice_routes.ROUTER,),
        operations=(azure_voices_document.voice_operations,),
        schemas=azure_voices_document.SCHEMAS,
        error_schema=error_schema("error"),
    ),
    CompatService(
        shape=OPENAI,
        routers=(transcription_routes.ROUTER, spoken_routes.ROUTER),
        operations=(
            openai_document.transcription_operations,
            spoken_document.spoken_operations,
        ),
        schemas=openai_document.SCHEMAS,
        error_schema=openai_document.ERROR,
    ),
    CompatService(
        shape=AZURE_SPEECH,
        routers=(recognition_routes.ROUTER,),
        operations=(azure_speech_document.recognition_operations,),
        schemas=azure_speech_document.SCHEMAS,
        error_schema=error_schema("error"),
    ),
)


def services_for(settings: ServerSettings) -> tuple[CompatService, ...]:
    """Return the services as a server with these settings answers their programs."""
    if settings.training:
        # Imported here: the database takes 0.3 s, and a server that trains nothing needs none.
        from vizsla.server.compat.training_registry import with_training  # noqa: PLC0415

        return tuple(with_training(each) for each in SERVICES)
    closed = {CUSTOM_VISION.name: (closed_routes.ROUTER,), LUIS.name: (CLOSED.routes,)}
    return tuple(
        replace(each, routers=(*each.routers, *closed.get(each.shape.name, ())))
        for each in SERVICES
    )
