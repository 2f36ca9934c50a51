"""Texts that wait at the same time are answered in one step, each as by itself."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

import vizsla
from server.conftest import publish, until
from server.running_server import TIMEOUT, thread
from shop_sentences import STRANGE, UNSEEN, write_sentences
from vizsla.encoders.text.text_encoder import TextEncoder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import httpx

    from vizsla.encoders.embedding import Embedding
    from vizsla.server.service import Service

TEXTS = [*STRANGE, *(text for texts in UNSEEN.values() for text in texts)][:4]
CALL = "/v1/functions/shop:call"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of a function that tells what a customer wants."""
    folder = write_sentences(tmp_path_factory.mktemp("texts"))
    path = tmp_path_factory.mktemp("published") / "shop"
    vizsla.learn(folder, kind="text-classification", save=path)
    return path


class Encoder:
    """Records how many texts the encoder is given at once, and holds the first of them up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counts: list[int] = []
        self.began = threading.Event()
        self.go_on = threading.Event()
        embed_many = TextEncoder.embed_many

        def recorded(encoder: TextEncoder, values: Sequence[str], *rest: Any) -> list[Embedding]:
            self.counts.append(len(values))
            self.began.set()
            assert self.go_on.wait(TIMEOUT)
            return embed_many(encoder, values, *rest)

        monkeypatch.setattr(TextEncoder, "embed_many", recorded)


@contextmanager
def busy_server(
    home: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[httpx.Client, Service, Encoder]]:
    """Run a server whose only worker is busy with a text until the encoder may go on."""
    publish(home, shop, "shop", 1)
    with thread(functions=("shop",), workers=1) as (client, service), ThreadPoolExecutor(1) as one:
        encoder = Encoder(monkeypatch)
        first = one.submit(client.post, CALL, json={"text": "hello"})
        try:
            assert encoder.began.wait(TIMEOUT)
            yield client, service, encoder
        finally:
            encoder.go_on.set()
        assert first.result().status_code == 200


def test_texts_that_wait_are_answered_in_one_step_as_each_by_itself(
    home: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = vizsla.load(shop)
    expected = [alone(each).to_dict() for each in TEXTS]
    with (
        busy_server(home, shop, monkeypatch) as (client, service, encoder),
        ThreadPoolExecutor(4) as callers,
    ):
        calls = [callers.submit(client.post, CALL, json={"text": each}) for each in TEXTS]
        until(lambda: service.queue.jobs == 5)
        encoder.go_on.set()
        assert [each.result().json() for each in calls] == expected
        assert encoder.counts == [1, 4]


def test_a_bad_text_fails_alone_among_those_beside_it(
    home: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [TEXTS[0], " ", "a" * 20_001, TEXTS[1]]
    with (
        busy_server(home, shop, monkeypatch) as (client, service, encoder),
        ThreadPoolExecutor(4) as callers,
    ):
        calls = [callers.submit(client.post, CALL, json={"text": each}) for each in texts]
        until(lambda: service.queue.jobs == 5)
        encoder.go_on.set()
        assert [each.result().status_code for each in calls] == [200, 422, 413, 200]
        assert encoder.counts == [1, 2]


def test_calls_with_other_options_are_answered_in_steps_of_their_own(
    home: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tops = [1, 2, 1, 2]
    with (
        busy_server(home, shop, monkeypatch) as (client, service, encoder),
        ThreadPoolExecutor(4) as callers,
    ):
        calls = [
            callers.submit(client.post, CALL, params={"top": top}, json={"text": text})
            for top, text in zip(tops, TEXTS, strict=True)
        ]
        until(lambda: service.queue.jobs == 5)
        encoder.go_on.set()
        assert [len(each.result().json()["alternatives"]) for each in calls] == tops
        assert encoder.counts == [1, 2, 2]


def test_a_client_that_leaves_takes_its_text_alone_out_of_a_step(
    home: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        busy_server(home, shop, monkeypatch) as (client, service, encoder),
        ThreadPoolExecutor(2) as callers,
    ):
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as leaving:
            head = f"POST {CALL} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\n"
            leaving.sendall(head.encode() + b"hello")
            until(lambda: service.queue.jobs == 2)
            calls = [callers.submit(client.post, CALL, json={"text": each}) for each in TEXTS[:2]]
            until(lambda: service.queue.jobs == 4)
        until(lambda: service.queue.jobs == 3)
        encoder.go_on.set()
        assert [each.result().status_code for each in calls] == [200, 200]
        assert encoder.counts == [1, 2]


def test_many_texts_of_a_request_are_answered_in_steps(
    home: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = vizsla.load(shop)
    expected = [alone(each).to_dict() for each in TEXTS]
    with (
        busy_server(home, shop, monkeypatch) as (client, service, encoder),
        ThreadPoolExecutor(1) as callers,
    ):
        inputs = [{"text": each} for each in TEXTS * 2]
        call = callers.submit(client.post, CALL, json={"inputs": inputs})
        until(lambda: service.queue.jobs == 5)  # no more of it wait at once
        encoder.go_on.set()
        assert call.result().json()["results"] == expected * 2
        assert encoder.counts[:2] == [1, 4]
