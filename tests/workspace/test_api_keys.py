from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from vizsla import errors
from vizsla.workspace import Workspace
from vizsla.workspace.api_keys import UsageCount, UsageKey
from vizsla.workspace.server_tables import api_key

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 29)


def test_a_key_is_found_by_its_secret_after_the_workspace_was_opened_anew(home: Path) -> None:
    end = datetime.now(UTC) + timedelta(days=3)
    with Workspace.open(home) as workspace:
        secret = workspace.keys.new(
            "shop", functions=["trees", "dogs"], per_minute=60, price="0.002", expires_at=end
        )
        plain = workspace.keys.new("all")
    with Workspace.open(home) as workspace:
        found = workspace.keys.find(secret)
        other = workspace.keys.find(plain)
    assert found is not None
    assert other is not None
    assert (found.name, found.functions, found.per_minute) == ("shop", ("trees", "dogs"), 60)
    assert (found.price, found.expires_at) == (Decimal("0.002"), end)
    assert found.is_valid()
    assert not found.is_valid(end)
    assert [found.may_call(each) for each in ("trees", "cats")] == [True, False]
    assert (other.functions, other.per_minute, other.price) == (None, None, None)
    assert other.may_call("cats")


def test_a_key_may_train_only_where_that_was_said(workspace: Workspace) -> None:
    found = [workspace.keys.find(workspace.keys.new(each)) for each in ("shop", "app")]
    teacher = workspace.keys.find(workspace.keys.new("teacher", may_train=True))
    assert [each.may_train for each in found if each is not None] == [False, False]
    assert teacher is not None
    assert teacher.may_train


def test_what_counts_against_a_rate_is_shared_and_falls_with_time(workspace: Workspace) -> None:
    secret = workspace.keys.new("shop", per_minute=60)
    key = workspace.keys.find(secret)
    assert key is not None
    assert key.level.now(60) == 0
    for _ in range(2):  # as two servers do
        workspace.keys.add_usage({}, {key.row_id: 30})
    level = workspace.keys.all()[0].level
    assert level.at is not None
    begin = level.at
    assert 59 < level.used <= 60
    assert level.now(60, begin + timedelta(seconds=20)) == pytest.approx(level.used - 20)
    assert level.now(60, begin + timedelta(seconds=70)) == 0
    assert level.now(60, begin - timedelta(seconds=5)) == level.used  # another server's clock


def test_the_secret_is_stored_nowhere(workspace: Workspace) -> None:
    secret = workspace.keys.new("shop")
    with workspace.database.read() as connection:
        row = connection.execute(sa.select(api_key)).one()
    assert not any(secret[16:] in str(value) for value in row)
    assert secret not in repr(workspace.keys.all())


@pytest.mark.parametrize("change", ["", "vz_", "wrong", "last", "half", "longer"])
def test_a_wrong_secret_finds_no_key(workspace: Workspace, change: str) -> None:
    secret = workspace.keys.new("shop")
    last = "a" if secret[-1] != "a" else "b"
    wrong = {"last": secret[:-1] + last, "half": secret[:20], "longer": secret + "a"}
    assert workspace.keys.find(wrong.get(change, change)) is None


def test_a_revoked_key_stays_in_the_list_and_its_name_is_free(workspace: Workspace) -> None:
    secret = workspace.keys.new("shop")
    with pytest.raises(errors.OptionError, match="shop"):
        workspace.keys.new("shop")
    workspace.keys.revoke("shop")
    found = workspace.keys.find(secret)
    assert found is not None
    assert not found.is_valid()
    with pytest.raises(errors.NotFoundError, match="shop"):
        workspace.keys.revoke("shop")
    workspace.keys.new("shop")
    assert [each.is_valid() for each in workspace.keys.all()] == [False, True]


def test_a_mistyped_name_is_not_revoked(workspace: Workspace) -> None:
    workspace.keys.new("shop")
    with pytest.raises(errors.NotFoundError, match="did you mean 'shop'"):
        workspace.keys.revoke("shp")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a b"},
        {"per_minute": 0},
        {"price": "-1"},
        {"price": "free"},
        {"price": "nan"},
        {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
    ids=str,
)
def test_a_value_out_of_its_range_makes_no_key(workspace: Workspace, wrong: dict[str, Any]) -> None:
    with pytest.raises(errors.OptionError):
        workspace.keys.new(**{"name": "shop", **wrong})
    assert workspace.keys.all() == []


def test_usage_of_several_servers_adds_up(workspace: Workspace) -> None:
    workspace.keys.new("shop", price="0.005")
    workspace.keys.new("free")
    shop, free = workspace.keys.all()
    counts = {
        UsageKey(shop.row_id, "trees", DAY): UsageCount(2, 5),
        UsageKey(free.row_id, "dogs", DAY): UsageCount(1, 1),
    }
    with ThreadPoolExecutor(4) as servers:
        list(servers.map(workspace.keys.add_usage, [counts] * 8))
    workspace.keys.add_usage({UsageKey(shop.row_id, "trees", date(2026, 11, 28)): UsageCount(1, 0)})
    found = workspace.keys.usage()
    rows = [(each.day.day, each.key.name, each.requests, each.inputs) for each in found]
    assert rows == [(28, "shop", 1, 0), (29, "shop", 16, 40), (29, "free", 8, 8)]
    assert [each.amount for each in found] == [0, Decimal("0.200"), None]
