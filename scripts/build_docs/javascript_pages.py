"""The pages of the JavaScript API, made of the types of web/runtime by TypeDoc."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from places import RUNTIME

if TYPE_CHECKING:
    from pathlib import Path

_TITLES = {
    "index": ("JavaScript: @vizsla/runtime", ""),
    "browser": ("In the browser", "@vizsla/runtime"),
    "node": ("In Node", "@vizsla/runtime"),
    "recognize": ("Numbers and dates in texts", "@vizsla/runtime/recognize"),
    "listen": ("Speech", "@vizsla/runtime/listen"),
    "vite": ("With Vite", "@vizsla/runtime/vite"),
    "zip": ("Zip files", "@vizsla/runtime/zip"),
}
# Only errors are classes: nobody makes one by hand, and most have what their base has.
_CONSTRUCTORS = re.compile(r"^#### Constructors\n.*?(?=^#{2,4} |\Z)", re.MULTILINE | re.DOTALL)
_MEMBERS = re.compile(
    r"(^#### Extends\n\n- \[[^\n]*\n).*?(?=^#{2,3} |\Z)", re.MULTILINE | re.DOTALL
)
_INHERITED = re.compile(r"^#{4,6} (?:Inherited from|Overrides)\n\n[^\n]*\n", re.MULTILINE)
# Small headings would fill the table of contents.
_PARTS = re.compile(
    r"^#{4,7} (Accessors|Call Signature|Extends|Get Signature|Indexable|Methods|Parameters"
    r"|Properties|Returns|Throws|Type Declaration|Type Parameters|Union Members)$",
    re.MULTILINE,
)
_DEEPER = re.compile(r"^#{5,}(?= )", re.MULTILINE)
_HEADING = re.compile(r"\A# .*\n")


def javascript_pages(reference: Path) -> None:
    """Write the pages: one for each entry of the package, with its functions, types and errors."""
    folder = reference / "javascript"
    typedoc = RUNTIME / "node_modules" / "typedoc" / "bin" / "typedoc"
    words = ["node", str(typedoc), "--out", str(folder), "--logLevel", "Error"]
    subprocess.run(words, cwd=RUNTIME, check=True)
    for page in folder.glob("*.md"):
        title, entry = _TITLES[page.stem]
        head = f"# {title}\n"
        if entry:
            head += f'\n```js\nimport {{ ... }} from "{entry}";\n```\n'
        text = _HEADING.sub(head, page.read_text("utf-8"))
        start, classes, errors = text.partition("\n## Classes\n")
        errors = _MEMBERS.sub(r"\1\n", _CONSTRUCTORS.sub("", errors))
        text = _INHERITED.sub("", start + classes + errors)
        text = _DEEPER.sub("####", _PARTS.sub(r"**\1**", text))
        page.write_text(text, encoding="utf-8")
