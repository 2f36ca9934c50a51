"""Several labels an example over HTTP: runs compared, a threshold a label, and its publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from multi_label_examples import complaints
from server.conftest import until
from vizsla.project.project import Project

if TYPE_CHECKING:
    import httpx

MAIL = "/v1/projects/mail"


@pytest.fixture
def mail(client: httpx.Client) -> str:
    """The address of a multi-label project that was trained and tested."""
    del client
    texts = complaints(120)
    with Project.open("mail", kind="text-classification", multi_label=True) as project:
        project.add(texts=list(texts))
        for each in project:
            labels = texts[project.content(each).decode()]
            project.label(each, list(labels or ("none of these",)))
        project.test(project.train())
    return MAIL


def test_a_threshold_of_a_label_is_shown_and_published_by_a_job(
    client: httpx.Client, mail: str
) -> None:
    found = client.get(f"{mail}/runs/1/test/thresholds", params={"label": "bill"}).json()
    assert (found["label"], len(found["thresholds"])) == ("bill", 101)
    at = found["thresholds"][80]
    assert at["count"] <= found["thresholds"][0]["count"]
    assert client.get(f"{mail}/runs/1/test/thresholds?label=dog").status_code == 404

    job = client.post(f"{mail}/publish:start", json={"thresholds": {"bill": 0.8}, "name": "new"})
    assert (job.status_code, job.json()["kind"]) == (202, "publish")

    done: dict[str, Any] = {}

    def ended() -> bool:
        done.update(client.get(f"{mail}/jobs/{job.json()['id']}").json())
        return done["ended_at"] is not None

    until(ended)
    assert (done["state"], done["result"]) == ("done", {"run": 1, "version": 1}), done["message"]
    log = client.get(f"{mail}/jobs/{done['id']}/log").json()["log"]
    assert [each["text"] for each in log][-2:] == ["comparing answers", "writing the version"]
    published = client.get("/v1/functions/mail@new").json()
    thresholds = {each["answer"]: each["threshold"] for each in published["manifest"]["labels"]}
    assert (thresholds["bill"]["score"], thresholds["bill"]["target"]) == (0.8, None)
    assert thresholds["bill"]["examples"] == at["count"]
    assert "| 0.80, chosen: " in published["card"]

    for body, words in (
        ({"thresholds": {"dog": 0.8}}, "has no label 'dog'"),
        ({"threshold": 0.8}, "choose them by label"),
    ):
        refused = client.post(f"{mail}/publish", json=body)
        assert refused.status_code == 400
        assert words in refused.json()["detail"]

    same = client.get(f"{mail}/comparison?first=1&second=1").json()
    assert (same["better"], same["gained"], same["lost"]) == (None, [], [])
    assert {each["label"] for each in same["by_label"]} == {"bill", "damage", "delay"}
    assert same["first"] == same["second"]
    assert 0 < same["first"]["accuracy"] <= 1


def test_a_publishing_that_can_not_be_says_why(client: httpx.Client, mail: str) -> None:
    assert client.post(f"{mail}/publish:start", json={"run": 9}).status_code == 404
    assert client.post(f"{mail}/publish:start", json={"name": "7"}).status_code == 400
