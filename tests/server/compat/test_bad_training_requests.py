"""Malformed requests for training are refused in the service's form, and none is a fault."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from server.running_server import thread
from vizsla.server.compat.custom_vision_training.routers import ROUTERS

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

WORDS = ("00000000-0000-0000-0000-000000000000", "%00")
QUERIES = (
    "take=-1",
    "take=1e9&skip=9",
    "take=" + "0" * 18 + "1" + "9" * 5_000,
    "imageIds=1,2",
    "tagIds=" + "a," * 300,
    "threshold=nan",
    "allImages=maybe",
    "name=%00&type=Negative",
    "orderBy=Worst",
    "platform=%F0%9F%98%80",
    "publishName=..%2F..",
    "unknown=1",
)
BODIES: tuple[bytes, ...] = (
    b"",
    b"null",
    b"[]",
    b'"x"',
    b"{",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"images": [1]}',
    b'{"images": []}',
    b'{"images": [{"contents": 1}], "tagIds": {}}',
    b'{"images": [{"contents": "e", "name": [1]}], "metadata": {"a": 1}}',
    b'{"images": [{"url": 1}]}',
    b'{"images": [{"url": "file:///etc/passwd"}, {"url": "http://[::1"}]}',
    b'{"images": [{"contents": "AAAA"}], "metadata": {"\\u0000": "\\ud800"}}',
    b'{"tags": [{"imageId": null}]}',
    b'{"name": {"a": 1}, "description": [1], "settings": 1, "type": 5}',
    b'{"name": "\\u0000", "description": "\\ud800"}',
    b'{"selectedTags": 1}',
)

KINDS = ("application/json", "multipart/form-data; boundary=x")


def routes() -> list[tuple[str, str]]:
    return [
        (str(route.path), method)  # type: ignore[attr-defined] # all are routes with paths
        for router in ROUTERS
        for route in router.routes
        for method in sorted(route.methods)  # type: ignore[attr-defined] # the same
    ]


def check(answer: httpx.Response, sent: Any) -> None:
    assert answer.status_code < 500, (sent, answer.text)
    if answer.status_code >= 400:
        assert answer.json().keys() == {"code", "message"}, (sent, answer.text)


def test_no_malformed_request_is_a_fault(home: Path) -> None:
    del home
    with thread(training=True) as (http, _):
        project = http.post("/customvision/v3.3/training/projects?name=walls").json()["id"]
        tag = http.post(f"/customvision/v3.3/training/projects/{project}/tags?name=brick").json()
        for path, method in routes():
            if method == "DELETE" and path.endswith("/{project}"):
                continue
            for word in WORDS:
                own = dict.fromkeys(("domain", "iteration", "image", "platform", "tag"), word)
                for known in (project, word):
                    address = path.format(version="v3.3", project=known, **own)
                    check(http.request(method, address), (method, address))
            names = {"project": project, "tag": tag["id"], "version": "v3.4-preview"}
            names |= dict.fromkeys(("domain", "iteration", "image", "platform"), project)
            address = path.format(**names)
            tries = [(query, None) for query in QUERIES]
            if method in {"POST", "PATCH"}:
                tries += list(product([""], BODIES))
            for query, body in tries:
                is_form = path.endswith(("/images", "/image"))
                for kind in KINDS if is_form and body else KINDS[:1]:
                    answer = http.request(
                        method, f"{address}?{query}", content=body, headers={"Content-Type": kind}
                    )
                    check(answer, (method, address, query, body))
