"""``vizsla feedback trees``: allow it, look through it, accept it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from vizsla.cli import options
from vizsla.cli.console import ask_for_line, print_line, print_note, print_problem
from vizsla.cli.feedback_lines import feedback_line, feedback_rows
from vizsla.cli.near_names import choose_label, report_near_labels
from vizsla.cli.opening import ProjectName, open_project
from vizsla.cli.printing import print_json, print_page
from vizsla.cli.translate_message import translate
from vizsla.errors import OptionError
from vizsla.wording import counted

if TYPE_CHECKING:
    from vizsla.project.project import Project
    from vizsla.project.suggestion import Suggestion

__all__ = ["command"]

SKIP, LATER = "-", "."


def command(
    name: ProjectName,
    *,
    allow: Annotated[
        bool,
        typer.Option(
            "--allow", help="Servers keep inputs for a while, and callers may say what is right."
        ),
    ] = False,
    days: Annotated[float | None, typer.Option(help="With --allow: the days; 7.")] = None,
    megabytes: Annotated[int | None, typer.Option(help="With --allow: the most MiB; 1024.")] = None,
    inputs: Annotated[
        int | None, typer.Option(help="With --allow: the most inputs; 10000.")
    ] = None,
    stop: Annotated[
        bool, typer.Option("--stop", help="Allow no more, and delete the inputs that are kept.")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Label the examples with feedback, one after another.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EXAMPLE", help="Label this example as its feedback says; may be repeated."
        ),
    ] = None,
    dismiss: Annotated[
        list[str] | None,
        typer.Option(
            metavar="EXAMPLE", help="Forget the feedback on this example; may be repeated."
        ),
    ] = None,
    html: options.Html = None,
    json: options.AsJson = False,
) -> None:
    """Let callers of the server say what is right; list what they said, and label by it."""
    limits = {"days": days, "megabytes": megabytes, "inputs": inputs}
    given = {each: value for each, value in limits.items() if value is not None}
    if given and not allow:
        raise OptionError(f"--{next(iter(given))} goes with --allow")
    if sum((allow, stop, review, bool(accept), bool(dismiss))) > 1:
        raise OptionError("give one of --allow, --stop, --review, --accept and --dismiss")
    with open_project(name) as project:
        if allow:
            project.allow_feedback(**given)  # type: ignore[arg-type] # checked where they are used
        if stop:
            print_note(f"{counted(project.stop_feedback(), 'kept input')} deleted")
        if accept:
            before = [each.name for each in project.labels()]
            count = project.accept_feedback([options.example_key(each) for each in accept])
            print_line(f"{count} labelled as the feedback says")
            report_near_labels(project, before)
        elif dismiss:
            count = project.dismiss_feedback([options.example_key(each) for each in dismiss])
            print_line(f"{counted(count, 'feedback')} dismissed")
        elif review:
            _review(project)
        else:
            _list(project, json=json)
            if html is not None:
                print_page(project.waiting_feedback(), html)


def _list(project: Project, *, json: bool) -> None:
    allowance = project.feedback_allowance()
    if allowance is None:
        allow = f"vizsla feedback {shlex.quote(project.name)} --allow"
        print_note(f"feedback is not allowed; to allow it: {allow}")
    else:
        kept = project.kept_inputs()
        print_note(
            f"feedback is allowed: inputs are kept for {allowance.days:g} days, at most "
            f"{allowance.inputs:,} of {allowance.megabytes:,} MiB in all; now "
            f"{kept.inputs:,} of {kept.bytes / 2**20:,.1f} MiB"
        )
    for each in project.waiting_feedback():
        if json:
            row = {"example": each.example.id, "name": each.example.name}
            print_json({**row, "feedback": feedback_rows(each.feedback)})
        else:
            print_line(feedback_line(each))


def _review(project: Project) -> None:
    """Ask about one example after another, until the input ends."""
    waiting = project.waiting_feedback()
    if not waiting:
        print_note("no feedback is waiting")
    for each in waiting:
        print_line(feedback_line(each))
        if not _label(project, each):
            return


def _label(project: Project, suggested: Suggestion) -> bool:
    """Label an example by what the user writes; return False where the input has ended."""
    question = f"Enter: so it is; or the right label; {SKIP} skips it, {LATER} leaves it:"
    while (word := ask_for_line(question)) is not None:
        try:
            if word == SKIP:
                project.skip(suggested)
            elif not word and (project.multi_label or suggested.label is None):
                project.accept_feedback(suggested)
            elif word != LATER:
                project.label(suggested, choose_label(project, word or str(suggested.label)))
        except OptionError as error:
            print_problem(translate(str(error)))
        else:
            return True
    return False
