"""Code that calls a function over HTTP."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from vizsla.publish.snippets.snippet import KEY, TEXT, Snippet, literal

if TYPE_CHECKING:
    from vizsla.publish.snippets.snippet import CalledFunction

__all__ = ["curl", "javascript", "python_http"]


def curl(function: CalledFunction) -> Snippet:
    """Return the command of a shell."""
    words = [f'-H "Authorization: Bearer ${KEY}"'] if function.needs_key else []
    if function.modality == "text":
        words += ["-H 'Content-Type: application/json'", "-d " + shlex.quote(_json_text())]
    else:
        words.append(f"-F file=@{function.file}")
    lines = " \\\n  ".join([*words, shlex.quote(f"{function.address}:call")])
    return Snippet("curl", "curl", "shell", f"curl {lines}\n")


def python_http(function: CalledFunction) -> Snippet:
    """Return the code for a Python program on any computer."""
    imports, headers, key = ["import httpx"], "", ""
    if function.needs_key:
        imports.insert(0, "import os\n")
        headers = f'headers = {{"Authorization": f"Bearer {{os.environ[\'{KEY}\']}}"}}\n'
        key = ", headers=headers"
    if function.modality == "text":
        call = f'response = httpx.post(url, json={{"text": {literal(TEXT)}}}{key})'
    else:
        call = (
            f'with open({literal(function.file)}, "rb") as file:\n'
            f'    response = httpx.post(url, files={{"file": file}}{key})'
        )
    code = (
        "\n".join(imports)
        + f"""

url = {literal(f"{function.address}:call")}
{headers}{call}
response.raise_for_status()
answer = response.json()
print(answer["answer"], answer["score"], answer["sure"])
"""
    )
    return Snippet("python-http", "Python, over HTTP", "python", code, "pip install httpx")


def javascript(function: CalledFunction) -> Snippet:
    """Return the code for Node, and with another body for browsers."""
    key = f", Authorization: `Bearer ${{process.env.{KEY}}}`" if function.needs_key else ""
    is_text = function.modality == "text"
    kind = "application/json" if is_text else function.file_type
    body = (
        f"JSON.stringify({{ text: {literal(TEXT)} }})"
        if is_text
        else f"await readFile({literal(function.file)})"
    )
    code = f"""const response = await fetch({literal(f"{function.address}:call")}, {{
  method: "POST",
  headers: {{ "Content-Type": "{kind}"{key} }},
  body: {body},
}});
const {{ answer, score, sure }} = await response.json();
console.log(answer, score, sure);
"""
    if not is_text:
        code = f'import {{ readFile }} from "node:fs/promises";\n\n{code}'
    return Snippet("javascript", "JavaScript", "javascript", code)


def _json_text() -> str:
    return f'{{"text": {literal(TEXT)}}}'
