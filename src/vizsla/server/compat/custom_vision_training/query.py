"""Reads the parameters of a request's address, in any case of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.server.compat.custom_vision_training.refusal import CustomVisionRefusalError
from vizsla.server.compat.public_ids import as_uuid

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["TrainingQuery"]

INVALID = "BadRequestInvalid"
MOST_IDS = 256
MOST_DIGITS = 19


class TrainingQuery:
    """The parameters of a request.

    Args:
        request: the request.
        known: the names of the parameters that the route takes.

    Raises:
        CustomVisionRefusalError: there is another parameter.

    """

    def __init__(self, request: Request, *known: str) -> None:
        names = {each.lower(): each for each in known}
        self._values: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            if name.lower() not in names:
                takes = ", ".join(known) or "none"
                raise CustomVisionRefusalError(
                    INVALID, f"there is no parameter {name!r:.80} here; the parameters are: {takes}"
                )
            self._values.setdefault(names[name.lower()], []).append(value)

    def text(self, name: str, default: str = "") -> str:
        """Return the text of a parameter."""
        return self._values.get(name, [default])[-1]

    def ids(self, name: str) -> list[str]:
        """Return the ids of a parameter, which are joined by commas, each once.

        Raises:
            CustomVisionRefusalError: one is no UUID, or there are more than 256.

        """
        words = [part for each in self._values.get(name, []) for part in each.split(",") if part]
        if len(words) > MOST_IDS:
            raise CustomVisionRefusalError(
                "BadRequestInvalidIds", f"{name} has {len(words)} ids; at most {MOST_IDS} are taken"
            )
        return list(dict.fromkeys(uuid_of(each.strip(), name) for each in words))

    def one_id(self, name: str) -> str | None:
        """Return the id of a parameter; None where there is none."""
        found = self.ids(name)
        return found[0] if found else None

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """Return the whole number of a parameter.

        Raises:
            CustomVisionRefusalError: it is none, or out of its range.

        """
        text = self.text(name, str(default))
        is_short = text.isdecimal() and len(text) <= MOST_DIGITS
        if not is_short or not low <= int(text) <= high:
            raise CustomVisionRefusalError(
                INVALID, f"{name}={text!r:.40} is no whole number from {low} to {high}"
            )
        return int(text)

    def share(self, name: str, default: float) -> float:
        """Return the share of a parameter, 0 to 1.

        Raises:
            CustomVisionRefusalError: it is no number from 0 to 1.

        """
        text = self.text(name, str(default))
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise CustomVisionRefusalError(INVALID, f"{name}={text!r:.40} is no number from 0 to 1")
        return number

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return whether a parameter says ``true``.

        Raises:
            CustomVisionRefusalError: it says neither ``true`` nor ``false``.

        """
        text = self.text(name, str(default)).lower()
        if text not in {"true", "false"}:
            raise CustomVisionRefusalError(INVALID, f"{name}={text!r:.40} is not true or false")
        return text == "true"

    def choice(self, name: str, default: str, choices: dict[str, str] | list[str]) -> str:
        """Return one of several words, in any case of letters.

        Raises:
            CustomVisionRefusalError: the parameter says another word.

        """
        text = self.text(name, default)
        for each in choices:
            if each.lower() == text.lower():
                return each
        raise CustomVisionRefusalError(
            INVALID, f"{name}={text!r:.40} is none of {', '.join(choices)}"
        )


def uuid_of(text: object, name: str) -> str:
    """Return an id in its usual form.

    Raises:
        CustomVisionRefusalError: it is no UUID.

    """
    found = as_uuid(text) if isinstance(text, str) else None
    if found is None:
        raise CustomVisionRefusalError("BadRequestInvalidIds", f"{name}: {text!r:.80} is no UUID")
    return found
