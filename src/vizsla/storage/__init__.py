"""Stores files at a URL: in a local folder, or in an object store such as S3.

``open_storage(url)`` returns a ``Storage``. Only an object store needs an extra.
"""

from vizsla.storage.base import Storage
from vizsla.storage.open_storage import is_local, open_storage

__all__ = ["Storage", "is_local", "open_storage"]
