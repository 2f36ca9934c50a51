"""A function as one .tflite file that needs no Vizsla: the graph with the head inside."""

from __future__ import annotations

from vizsla.publish.standalone.write_standalone import write_standalone

__all__ = ["write_standalone"]
