"""The routes of features: columns of metadata, phrase lists and patterns, with what each adds."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from vizsla.project.feature_overview import feature_overview
from vizsla.project.measuring_job import MEASURE
from vizsla.server.projects.feature_types import (
    CellCount,
    ColumnItem,
    FeatureName,
    FeatureOfTexts,
    FeaturesOfProject,
    MeasuredGain,
    NewColumn,
    NewPattern,
    NewPhraseList,
    PatternItem,
    PhraseListItem,
)
from vizsla.server.projects.job_routes import job_item
from vizsla.server.projects.job_types import JobItem
from vizsla.server.projects.request_parts import body_of, json_body
from vizsla.server.projects.studio_project import GUARDS, OneProject, StudioProject
from vizsla.wording import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from vizsla.features.definitions import EntityDefinition
    from vizsla.project.feature_overview import FeatureMeasurement, FoundColumn
    from vizsla.project.project import Project

__all__ = ["ROUTER"]

ROUTER = APIRouter(dependencies=[*GUARDS])
FEATURES = "/v1/projects/{project}/features"


@ROUTER.get(FEATURES, operation_id="listFeatures")
def list_features(project: OneProject) -> FeaturesOfProject:
    """List the features of a project with what each adds, and the columns that might help."""
    return _features(project)


@ROUTER.post(f"{FEATURES}:add-column", operation_id="addColumn", openapi_extra=json_body(NewColumn))
async def add_column(
    project: OneProject, wanted: Annotated[NewColumn, body_of(NewColumn)]
) -> FeaturesOfProject:
    """Let a column of the examples' metadata help to predict the label, from the next training."""
    return await _changed(project, lambda opened: opened.add_column(wanted.name))


@ROUTER.post(
    f"{FEATURES}:set-phrase-list",
    operation_id="setPhraseList",
    openapi_extra=json_body(NewPhraseList),
)
async def set_phrase_list(
    project: OneProject, wanted: Annotated[NewPhraseList, body_of(NewPhraseList)]
) -> FeaturesOfProject:
    """Add words and phrases that belong together, or write them in place of a list."""

    def change(opened: Project) -> None:
        opened.add_phrase_list(wanted.name, wanted.phrases, wanted.labels)
        if wanted.instead_of is not None and wanted.instead_of != wanted.name:
            opened.remove_feature(wanted.instead_of)

    return await _changed(project, change)


@ROUTER.post(
    f"{FEATURES}:set-pattern", operation_id="setPattern", openapi_extra=json_body(NewPattern)
)
async def set_pattern(
    project: OneProject, wanted: Annotated[NewPattern, body_of(NewPattern)]
) -> FeaturesOfProject:
    """Add a pattern of sentences with one label, or write it in place of another."""

    def change(opened: Project) -> None:
        before = opened.features()
        if wanted.instead_of is not None:
            opened.remove_feature(wanted.instead_of)
        try:
            opened.add_pattern(wanted.pattern, wanted.label)
        except Exception:
            opened.set_features(before)
            raise

    return await _changed(project, change)


@ROUTER.post(
    f"{FEATURES}:remove", operation_id="removeFeature", openapi_extra=json_body(FeatureName)
)
async def remove_feature(
    project: OneProject, wanted: Annotated[FeatureName, body_of(FeatureName)]
) -> FeaturesOfProject:
    """Remove a feature; it counts no more from the next training on."""
    return await _changed(project, lambda opened: opened.remove_feature(wanted.name))


@ROUTER.post(f"{FEATURES}:measure", status_code=202, operation_id="measureFeatures")
async def measure_features(project: OneProject) -> JobItem:
    """Measure what each feature adds, and what other columns would add; a job does it."""

    def ask() -> JobItem:
        return job_item(project.workspace.jobs.new(project.store.row_id, MEASURE, project.who))

    found = await run_in_threadpool(ask)
    if project.service.jobs is not None:
        project.service.jobs.wake()
    return found


async def _changed(project: StudioProject, change: Callable[[Project], None]) -> FeaturesOfProject:
    def work() -> FeaturesOfProject:
        change(project.opened())
        return _features(project)

    return await run_in_threadpool(work)


def _features(project: StudioProject) -> FeaturesOfProject:
    found = feature_overview(project.workspace, project.store)
    own = found.definitions
    return FeaturesOfProject(
        of_texts=project.store.modality == "text",
        columns=[_column(each, found.of_column(each.name)) for each in found.columns],
        phrase_lists=[
            PhraseListItem(
                name=each.name,
                phrases=list(each.phrases),
                labels=None if each.labels is None else list(each.labels),
                gain=_gain(found.of_list(each.name)),
            )
            for each in own.phrase_lists
        ],
        patterns=[
            PatternItem(
                pattern=each.pattern, label=each.label, gain=_gain(found.of_patterns(each.label))
            )
            for each in own.patterns
        ],
        entities=[
            FeatureOfTexts(name=each.name, how=_how(each), gain=_gain(found.of_entity(each.name)))
            for each in own.entities
        ],
        expressions=[
            FeatureOfTexts(name=name, how=text, gain=_gain(found.of_expression(name)))
            for name, text in own.expressions.items()
        ],
        measured_at=found.measured_at,
    )


def _column(column: FoundColumn, measured: FeatureMeasurement | None) -> ColumnItem:
    return ColumnItem(
        name=column.name,
        used=column.used,
        examples=column.examples,
        different=column.different,
        values=[CellCount(value=value, count=count) for value, count in column.values],
        gain=_gain(measured),
    )


def _gain(measured: FeatureMeasurement | None) -> MeasuredGain | None:
    return None if measured is None else MeasuredGain(**asdict(measured))


def _how(entity: EntityDefinition) -> str:
    ways = [
        "learned" if entity.learned else "",
        listed([*entity.values], 3) if entity.values else "",
        *entity.expressions,
        *entity.kinds,
    ]
    return ", ".join(filter(None, ways))
