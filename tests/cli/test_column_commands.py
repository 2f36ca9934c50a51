"""Columns of metadata on the command line: ``learn``, ``train`` and ``call`` with ``--column``."""

from __future__ import annotations

import csv
import json
import random
from typing import TYPE_CHECKING

import pytest

from command_line import vizsla

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of texts whose column says what their words do not."""
    monkeypatch.setenv("VIZSLA_HOME", str(tmp_path / "home"))
    chance = random.Random(4)  # noqa: S311 - a test
    words = [
        "the",
        "van",
        "order",
        "door",
        "garden",
        "letter",
        "blue",
        "old",
        "cold",
        "quick",
        "find",
        "bring",
        "paint",
        "two",
        "lost",
    ]
    rows = [
        (" ".join(chance.sample(words, 6)), ("north", "south")[number % 2], "ns"[number % 2])
        for number in range(100)
    ]
    with (tmp_path / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label", "side"), *rows])
    return tmp_path


def test_learn_and_call_take_columns(orders: Path) -> None:
    learnt = vizsla("learn", "orders.csv", "orders", "--column", "side", folder=orders)
    assert learnt.code == 0, learnt.stderr
    for side, label in (("n", "north"), ("s", "south")):
        done = vizsla(
            *(
                "call",
                "orders",
                "paint the door",
                "--json",
                "--explain",
                "--column",
                f"side={side}",
            ),
            folder=orders,
        )
        assert done.code == 0, done.stderr
        row = json.loads(done.stdout)
        assert row["answer"] == label
        assert row["features"][0]["name"] == f"column side = {side}"
    told = vizsla(
        "call", "orders", "paint the door", "--explain", "--column", "side=n", folder=orders
    )
    assert "column side = n +" in told.stdout
    for wrong, message in (("place=n", "its columns are 'side'"), ("side", "NAME=VALUE")):
        refused = vizsla("call", "orders", "paint the door", "--column", wrong, folder=orders)
        assert refused.code != 0
        assert message in refused.stderr


def test_the_rows_of_a_table_are_answered_by_their_own_cells(orders: Path) -> None:
    vizsla("learn", "orders.csv", "orders", "--column", "side", folder=orders)
    rows = "text,side,more\npaint the door,n,1\npaint the door,s,2\nfind the van,,3\n"
    (orders / "new.csv").write_text(rows, "utf-8")
    call = ("call", "orders", "new.csv", "--text-column", "text", "--explain", "--json")
    found = [json.loads(each) for each in vizsla(*call, folder=orders).stdout.splitlines()]
    assert [each["answer"] for each in found[:2]] == ["north", "south"]
    named = [[feature["name"] for feature in each.get("features", [])] for each in found]
    assert named == [["column side = n"], ["column side = s"], []]
    given = vizsla(*call, "--column", "side=s", folder=orders).stdout.splitlines()
    assert all(json.loads(each)["answer"] == "south" for each in given)


def test_train_takes_columns_and_says_what_they_add(orders: Path) -> None:
    vizsla("new", "sides", "--kind", "text-classification", folder=orders)
    vizsla("add", "sides", "orders.csv", folder=orders)
    done = vizsla("train", "sides", "--column", "side", folder=orders)
    assert done.code == 0, done.stderr
    assert "The feature 'column side' helps: alone it adds +" in " ".join(done.stdout.split())
    refused = vizsla("train", "sides", "--column", "sides", folder=orders)
    assert refused.code != 0
    assert "did you mean 'side'" in refused.stderr
