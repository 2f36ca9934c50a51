"""Translates the API's messages: a call becomes a command, and an argument an option."""

from __future__ import annotations

import re
import shlex

__all__ = ["translate"]

PROJECT = "PROJECT"  # where no project is known
_LIST = re.compile(r"'((?:[^'\\]|\\.)*)'")


def translate(message: str, project: str = PROJECT) -> str:
    """Return a message of the API in the words of the command line.

    Args:
        message: the error's message.
        project: the name of the project that the command works on.

    """
    for call, command in _CALLS:
        message = call.sub(command.replace(PROJECT, shlex.quote(project)), message)
    message = _MERGE.sub(lambda found: _merge(found, project), message)
    for argument, option in _ARGUMENTS:
        message = argument.sub(option, message)
    return message


# In this order: the more a pattern holds, the earlier it stands. ``p`` is the project.
_CALLS = tuple(
    (re.compile(pattern), command)
    for pattern, command in (
        (r"Project\.open\('([^']*)'\)", r"vizsla new \1"),
        (r"\bcall (?=p\.)", "run "),
        (r"p\.train\(\)", f"vizsla train {PROJECT}"),
        (r"(?:p\.)?train\(test=\.\.\.\)", f"vizsla train {PROJECT} --test"),
        (r"p\.test\(run, on=('[^']*')\)", rf"vizsla test {PROJECT} \1"),
        (r"p\.test\((?:run)?\)", f"vizsla test {PROJECT}"),
        (r"p\.publish\(run, untested=True\)", f"vizsla publish {PROJECT} --untested"),
        (
            r"p\.label\(example, ('[^']*'), positive=False\)",
            rf"vizsla label {PROJECT} \1 EXAMPLE --not",
        ),
        (r"p\.label\(example, ('[^']*')\)", rf"vizsla label {PROJECT} \1 EXAMPLE"),
    )
)
_MERGE = re.compile(r"(?:p\.)?merge_labels\(\[(?P<sources>[^\]]*)\], '(?P<into>[^']*)'\)")
_ARGUMENTS = tuple(
    (re.compile(pattern), option)
    for pattern, option in (
        (r"Limits\(allow_private_urls=True\)", "--allow-private-urls"),
        (r",? or raise Limits\(\w+=\.\.\.\)", ""),  # the command line has no such option
        (r"leave reference and zone out", "leave --reference and --zone out"),
        (r"\bmap_labels\b", "--map-label"),
        (r"\boption 'label_column'", "option --label-column"),
        (r"\btext_column\b", "--text-column"),
        (r"\blabel_column\b", "--label-column"),
        (r"\(option '(\w+)'\)", r"(--\1)"),
        (r"\boption '(\w+)'", r"option --\1"),
        (r"\bpath=(?=')", "--html "),
        (r"\bkind='([\w-]+)'", r"--kind \1"),
        (r"\b(within|layout|root|kinds?|language|reference|zone)=(?=')", r"--\1 "),
        (r"\b(within|layout|root|kinds?|language)=(?=[\s,])", r"--\1"),
    )
)


def _merge(found: re.Match[str], project: str) -> str:
    sources = " ".join(f"--merge {shlex.quote(each)}" for each in _LIST.findall(found["sources"]))
    return f"vizsla labels {shlex.quote(project)} {sources} --into {shlex.quote(found['into'])}"
