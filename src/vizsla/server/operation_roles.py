"""What each operation of the studio asks of a person, and whether it goes into the audit log.

This is the one place: an operation that is not named here is for owners alone, and a test asks for
its name. Acts of owners are audited, and what programs written for other services change. What is
in the projects' own history, with who and when, is not written twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Request

from vizsla.errors import AccessDeniedError
from vizsla.server.asking_person import person_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["OPERATIONS", "allowed_operations", "check_operation", "is_audited"]

OWNER, LABELLER, VIEWER = "owner", "labeller", "viewer"
# By the operationIds of the routes.
OPERATIONS: Mapping[str, tuple[str, ...]] = {
    VIEWER: (
        "changePassword",
        "compareRuns",
        "explainExample",
        "leave",
        "listChanges",
        "listContradictions",
        "listDownloads",
        "listEntities",
        "listExampleIds",
        "listExamples",
        "listFeatures",
        "listJobFiles",
        "listJobs",
        "listLabelKeys",
        "listPeopleHere",
        "listProjects",
        "listRuns",
        "listSnippets",
        "listSuggestions",
        "listTestedExamples",
        "listUploads",
        "listVersions",
        "previewPublishing",
        "sayHere",
        "sendDownload",
        "sendRunFile",
        "showCardNotes",
        "showContent",
        "showDownload",
        "showExample",
        "showExploration",
        "showForecast",
        "showHeatMap",
        "showInside",
        "showJob",
        "showJobLog",
        "showLabelThresholds",
        "showMap",
        "showPhone",
        "showPhoneCode",
        "showProject",
        "showReport",
        "showRetraining",
        "showRun",
        "showTensor",
        "showTest",
        "showThumbnail",
        "showUpload",
        "signOut",
        "tryRun",
        "watchProject",
    ),
    LABELLER: (
        "addExamples",
        "applyFinding",
        "askForDownload",
        "askForJob",
        "beginUpload",
        "cancelJob",
        "clearLabels",
        "deleteUpload",
        "exploreProject",
        "importSource",
        "markEntities",
        "markUnsure",
        "measureFeatures",
        "previewSource",
        "redoLabels",
        "sendPiece",
        "setLabelKeys",
        "setLabels",
        "setNotLabel",
        "setRetraining",
        "settleLabel",
        "skipExamples",
        "takeBack",
        "takeExamples",
        "takeGroup",
        "takeLabelOff",
        "testRun",
        "undoLabels",
    ),
    OWNER: (
        "addColumn",
        "changeRole",
        "createProject",
        "deleteLabel",
        "deleteProject",
        "endSessions",
        "invitePerson",
        "listAudit",
        "listKeys",
        "listPeople",
        "makeKey",
        "mergeLabels",
        "publishRun",
        "removeExamples",
        "removeFeature",
        "removePerson",
        "renameLabel",
        "revokeKey",
        "rollBack",
        "setPattern",
        "setPhraseList",
        "showFolder",
        "showUsage",
        "startPublishing",
        "withdrawInvitation",
        "writeCardNotes",
    ),
}
# Audited besides the acts of owners.
AT_THE_DOOR = frozenset(("signIn", "signOut", "changePassword", "acceptInvitation"))
NOTHING_DONE = frozenset(  # a POST that only shows
    ("showInvitation", "testImage", "testUrl", "exportIteration")
)
# Whoever changes these, also in a terminal, is written down where they are changed.
RECORDED_BELOW = frozenset(
    (
        "createProject",
        "deleteProject",
        "makeKey",
        "revokeKey",
        "publishRun",
        "startPublishing",
        "rollBack",
        "removeExamples",
        "renameLabel",
        "mergeLabels",
        "deleteLabel",
        # Custom Vision's and LUIS's, by the names of their routes.
        "tagImages",
        "untagImages",
        "deleteImages",
        "publishIteration",
        "addApp",
        "importApp",
        "deleteApp",
        "publishVersion",
    )
)

_ROLES = {name: role for role, names in OPERATIONS.items() for name in names}


async def check_operation(request: Request) -> None:
    """Refuse a person whose role may not do what a request asks.

    Raises:
        AccessDeniedError: the role may not do that.

    """
    person = person_of(request)
    if person is None:  # one person's server, or a key, which is checked elsewhere
        return
    role = _ROLES.get(request.scope["route"].operation_id, OWNER)
    if not person.may(role):
        may = "an owner" if role == OWNER else "an owner or a labeller"
        raise AccessDeniedError(
            f"{person.name!r} is a {person.role} here, and only {may} may do that; ask an owner"
        ).because("role", role=person.role, needed=role)


def allowed_operations(role: str) -> list[str]:
    """Return the operations that a role may do, by name."""
    roles = list(OPERATIONS)  # from the one that may least
    return sorted(name for each in roles[: roles.index(role) + 1] for name in OPERATIONS[each])


def is_audited(operation: str) -> bool:
    """Return whether an operation that changes something goes into the audit log."""
    if operation in NOTHING_DONE or operation in RECORDED_BELOW:
        return False
    return operation in AT_THE_DOOR or _ROLES.get(operation, OWNER) == OWNER
