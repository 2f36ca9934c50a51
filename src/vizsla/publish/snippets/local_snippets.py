"""Code that calls a function where it is: in the same program, or in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vizsla.publish.snippets.snippet import TEXT, Snippet, literal

if TYPE_CHECKING:
    from vizsla.publish.snippets.snippet import CalledFunction

__all__ = ["in_browser", "python"]


def python(function: CalledFunction) -> Snippet:
    """Return the code for a Python program on this computer."""
    sent = literal(TEXT if function.modality == "text" else function.file)
    code = f"""import vizsla

{function.variable} = vizsla.load({literal(function.name)})
answer, score = {function.variable}({sent})
print(answer, score)
"""
    return Snippet("python", "Python", "python", code, "pip install vizsla")


def in_browser(function: CalledFunction) -> Snippet:
    """Return the code for a web page, in which the input never leaves the device."""
    key = (
        ",\n  { headers: { Authorization: `Bearer ${key}` } }, // who opens the page can read it\n"
        if function.needs_key
        else ""
    )
    address = literal(f"{function.address}/bundle/")
    loading = f"\n  {address}{key}" if key else address
    sent = literal(TEXT) if function.modality == "text" else "input.files[0]"
    note = "" if function.modality == "text" else ' // an <input type="file">'
    code = f"""import {{ load }} from "@vizsla/runtime";

const {_camel(function)} = await load({loading});
const {{ answer, score, sure }} = await {_camel(function)}({sent});{note}
"""
    return Snippet("browser", "In the browser, on the device", "javascript", code)


def _camel(function: CalledFunction) -> str:
    first, *rest = (each for each in function.variable.split("_") if each)
    return first + "".join(each.capitalize() for each in rest)
