"""The files and folders that systems leave among a user's files."""

from __future__ import annotations

__all__ = ["is_system_name"]

_NAMES = frozenset(
    (
        # Windows
        *("thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "$recycle.bin"),
        *("system volume information", "recycler"),
        # macOS
        *("__macosx", ".ds_store", "icon\r", ".spotlight-v100", ".trashes", ".appledouble"),
        # Linux
        *("lost+found",),
        # Synology and QNAP
        *("@eadir", "#recycle", "#snapshot", "@recycle", "@tmp", "@sharebin", ".@__thumb"),
        # Programs that work on pictures
        *("__pycache__", ".ipynb_checkpoints", ".picasa.ini", "picasa.ini"),
    )
)


def is_system_name(name: str) -> bool:
    """Return whether a file or folder is a system's, not the user's, or hidden.

    Args:
        name: the name alone, without the folders above.

    """
    return name.startswith(".") or name.casefold() in _NAMES
