"""A sentence with its code and values, for programs that write their own in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

    from vizsla.json_value import JSONObject

__all__ = ["CodedText"]


class CodedText(str):
    """A sentence in English that also says what it tells.

    Attributes:
        code: which sentence it is, such as ``test-set-share``.
        values: the names and numbers in it.

    """

    __slots__ = ("code", "values")
    code: str
    values: JSONObject

    @classmethod
    def of(cls, text: str, code: str, **values: str | float | list[str]) -> Self:
        """Return a sentence.

        Args:
            text: the sentence.
            code: which sentence it is.
            values: the names and numbers in it.

        """
        found = cls(text)
        found.code, found.values = code, dict(values)
        return found

    def to_dict(self) -> JSONObject:
        """Return the code and the values."""
        return {"code": self.code, "values": self.values}
