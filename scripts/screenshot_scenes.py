"""The screens of the studio that are worth a look, and how one gets there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from screenshot_projects import EMPTY, OWNER, PASSWORD, PICTURES, TAGS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

__all__ = ["SCENES", "TEAM_SCENES", "Scene"]

TEXT = "my card has not arrived yet, and it has been two weeks"


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen to take a picture of.

    Attributes:
        name: the picture's name.
        address: the address behind /studio, with the project's name for {}.
        projects: the projects to take it of; none for a screen that belongs to no project.
        before: what is done before the screen opens, with the page and the server's address of
            the project.
        then: what is done on the screen, with the page.
        waits: whether the screen goes on waiting for the server.

    """

    name: str
    address: str
    projects: tuple[str, ...] = ()
    before: Callable[[Page, str], None] | None = None
    then: Callable[[Page], None] | None = None
    waits: bool = False

    def addresses(self) -> dict[str, tuple[str, str]]:
        """Return the address and the project of each picture, by the picture's name."""
        if not self.projects:
            return {self.name: (self.address, "")}
        return {
            f"{self.name}-{project}": (self.address.format(project), project)
            for project in self.projects
        }

    def belongs_to(self, room: str) -> bool:
        """Return whether it is a room's screen, or has its name."""
        return room in {self.name, *self.address.replace("?", "/").split("/")}


def _never_answer(page: Page, _project: str) -> None:
    """Let no request of the project be answered, so that the screen goes on waiting."""

    def hold(route: Route) -> None:
        if route.request.url.endswith(("/session", "/photos")):
            route.continue_()

    page.route("**/v1/**", hold)


def _fail(page: Page, _project: str) -> None:
    """Let the server fail at what a room asks for."""

    def fail(route: Route) -> None:
        if route.request.url.endswith(("/session", "/photos", "/events")):
            route.continue_()
        else:
            problem = {"title": "Internal error", "status": 500, "detail": "the disk is full"}
            route.fulfill(status=500, json=problem, content_type="application/problem+json")

    page.route("**/v1/**", fail)


def _train(_page: Page, project: str) -> None:
    httpx.post(f"{project}/jobs", json={"kind": "train"}).raise_for_status()


def _explore(_page: Page, project: str) -> None:
    httpx.post(f"{project}/exploration").raise_for_status()


def _press(*names: str) -> Callable[[Page], None]:
    """Return what presses buttons one after the other."""

    def press(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=name).first.click()

    return press


def _keys(*keys: str) -> Callable[[Page], None]:
    """Return what presses keys one after the other."""

    def press(page: Page) -> None:
        for key in keys:
            page.keyboard.press(key)

    return press


def _sign_in(password: str) -> Callable[[Page], None]:
    """Return what signs the owner in with a password."""

    def sign_in(page: Page) -> None:
        page.get_by_label("Name").fill(OWNER)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()

    return sign_in


def _open_tab(name: str) -> Callable[[Page], None]:
    """Return what opens a tab."""
    return lambda page: page.get_by_role("tab", name=name).click()


def _invite(page: Page) -> None:
    _open_tab("People")(page)
    _press("Invite somebody")(page)


def _choose(page: Page) -> None:
    """Choose four pictures of the grid."""
    cells = page.get_by_role("gridcell")
    cells.nth(1).click()
    cells.nth(4).click(modifiers=["Shift"])


def _open_picture(page: Page) -> None:
    page.get_by_role("gridcell").nth(2).dblclick()


def _confuse(page: Page) -> None:
    """Open a cell of the matrix with wrong answers, if there is one."""
    page.locator("[class*=cellWrong], [class*=cellRight]").first.click()
    wrong = page.locator("[class*=cellWrong]").first
    if wrong.count():
        wrong.click()


def _try_picture(page: Page) -> None:
    page.get_by_role("button", name="Try").first.click()
    page.get_by_text("The same answer").wait_for(timeout=60_000)


def _try_text(page: Page) -> None:
    page.get_by_role("textbox").first.fill(TEXT)
    page.get_by_text("The same answer").wait_for(timeout=60_000)


FULL = (PICTURES, TEXTS)
ALL = (*FULL, EMPTY)
SCENES = (
    Scene("start", "/"),
    Scene("new", "/new"),
    Scene("people", "/people"),
    Scene("inside", "/inside?chapter=function"),
    Scene("missing", "/p/never-made/explore"),
    Scene("explore", "/p/{}/explore", (*ALL, TAGS)),
    Scene("explore-chosen", "/p/{}/explore", (PICTURES,), then=_choose),
    Scene("explore-small", "/p/{}/explore", (PICTURES,), then=_keys("-", "-")),
    Scene("explore-large", "/p/{}/explore", (PICTURES,), then=_keys("+", "+")),
    Scene("explore-more", "/p/{}/explore", (PICTURES,), then=_press("More filters")),
    Scene("explore-filtered", "/p/{}/explore?state=unlabelled&part=train", (PICTURES,)),
    Scene("explore-none", "/p/{}/explore?words=nothing", (PICTURES,)),
    Scene("explore-running", "/p/{}/explore", (PICTURES,), before=_explore),
    Scene("finding", "/p/{}/explore?finding=doubtful-labels", (PICTURES,)),
    Scene("viewer", "/p/{}/explore", FULL, then=_open_picture),
    Scene("map", "/p/{}/explore?view=map", (*ALL, TAGS)),
    Scene("label", "/p/{}/label", (*ALL, TAGS)),
    Scene("label-grid", "/p/{}/label?view=grid", FULL, then=_keys("ArrowRight", "Enter")),
    Scene("label-groups", "/p/{}/label?view=groups", FULL),
    Scene("label-settle", "/p/{}/label?view=settle", FULL),
    Scene("label-find", "/p/{}/label", (TEXTS,), then=_keys("/")),
    Scene("label-keys", "/p/{}/label", (TEXTS,), then=_press("Choose keys")),
    Scene("features", "/p/{}/features", ALL),
    Scene("train", "/p/{}/train", (*ALL, TAGS)),
    Scene("train-running", "/p/{}/train", (TEXTS,), before=_train),
    Scene("test", "/p/{}/test", (*ALL, TAGS)),
    Scene("test-confusion", "/p/{}/test", FULL, then=_confuse),
    Scene("test-mistakes", "/p/{}/test?view=mistakes", FULL),
    Scene("try", "/p/{}/test?view=try", ALL),
    Scene("tried", "/p/{}/test?view=try", (PICTURES,), then=_try_picture),
    Scene("tried", "/p/{}/test?view=try", (TEXTS,), then=_try_text),
    Scene("publish", "/p/{}/publish", ALL),
    Scene("publish-release", "/p/{}/publish?view=release", FULL),
    Scene("publish-card", "/p/{}/publish?view=card", (PICTURES,)),
    Scene("publish-downloads", "/p/{}/publish?view=download", (PICTURES,)),
    Scene("publish-keys", "/p/{}/publish?view=keys", (PICTURES,)),
    Scene("neuron", "/p/{}/inside", (PICTURES,)),
    Scene("bend", "/p/{}/inside?chapter=bend", (PICTURES,)),
    Scene("learning", "/p/{}/inside?chapter=learning", (PICTURES,)),
    Scene("picture", "/p/{}/inside?chapter=picture", (PICTURES,)),
    Scene("function", "/p/{}/inside?chapter=function", ALL),
    Scene("add", "/p/{}/add", (PICTURES, EMPTY)),
    Scene("camera", "/p/{}/camera", (PICTURES,)),
    Scene("keys", "/p/{}/explore", (PICTURES,), then=_keys("?")),
    Scene("loading", "/p/{}/explore", (PICTURES,), before=_never_answer, waits=True),
    Scene("loading-test", "/p/{}/test", (PICTURES,), before=_never_answer, waits=True),
    Scene("broken", "/p/{}/explore", (PICTURES,), before=_fail),
    Scene("broken-train", "/p/{}/train", (PICTURES,), before=_fail),
)
TEAM_SCENES = (  # of a server that several use
    Scene("sign-in", "/sign-in"),
    Scene("sign-in-wrong", "/sign-in", then=_sign_in("not the password")),
    Scene("team", "/people", then=_sign_in(PASSWORD)),
    Scene("team-people", "/people", then=_open_tab("People")),
    Scene("team-invite", "/people", then=_invite),
    Scene("team-done", "/people", then=_open_tab("What was done")),
)
