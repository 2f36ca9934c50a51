"""Pictures and labels in and out, in the forms that people have.

The rooms. In: ``source`` is the door; ``tree`` and ``archive`` are where pictures lie, ``folders``
reads labels off the folders' names, ``table``, ``json_lines`` and ``label_studio`` read them from
files, ``rows`` is what these have in common. Out: ``dataset`` is the door; ``layouts`` says what
lies where, ``naming`` makes names that every system takes, ``sink`` writes all or nothing, and
``strip`` takes place and device out of a picture. ``incoming`` and ``outgoing`` are what goes
through the doors.

The room is pure: it knows neither database nor embedding.
"""

from __future__ import annotations

from vizsla.exchange.dataset import write_dataset
from vizsla.exchange.incoming import Incoming, Incomings
from vizsla.exchange.outgoing import Outgoing, Written
from vizsla.exchange.read_source import read_source
from vizsla.modalities.image.strip import strip_metadata

__all__ = [
    "Incoming",
    "Incomings",
    "Outgoing",
    "Written",
    "read_source",
    "strip_metadata",
    "write_dataset",
]
