"""Dates and times of several languages, as they are resolved against a reference moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vizsla.recognizers.dates.date_grammar import DateGrammar, date_grammar
from vizsla.recognizers.dates.day_arithmetic import add_months, easter, nearest_days, on_day
from vizsla.recognizers.dates.holiday_rules import holiday_day
from vizsla.recognizers.language_pack import LANGUAGES, shared_table
from vizsla.recognizers.recognize import KINDS, RecognizerOptions, find_entities

DATES = [kind for kind in KINDS if kind.startswith("datetimeV2.")]
NOW = datetime(2024, 3, 13, 10, 30)  # noqa: DTZ001 - a Wednesday, in the user's own time


def read(text: str, language: str = "en", now: datetime = NOW) -> list[tuple[str, str, list[dict]]]:
    """Return the dates and times of a text: what stands there, its kind, its values."""
    found = find_entities(text, language, DATES, RecognizerOptions(reference=now))
    return [
        (each.text, each.kind.removeprefix("datetimeV2."), each.value["values"]) for each in found
    ]


@pytest.mark.parametrize(
    ("language", "text", "phrase", "kind", "timex"),
    [
        ("en", "The vet comes on May 21st, 2025", "May 21st, 2025", "date", "2025-05-21"),
        ("en", "It was paid on 24/12/2023", "24/12/2023", "date", "2023-12-24"),
        ("en", "They moved the day before yesterday", "the day before yesterday", "date",
         "2024-03-11"),
        ("en", "Call me next Friday", "next Friday", "date", "2024-03-22"),
        ("en", "She left three weeks ago", "three weeks ago", "date", "2024-02-21"),
        ("en", "the second Tuesday of June 2024", "the second Tuesday of June 2024", "date",
         "2024-06-WXX-2-#2"),
        ("en", "a walk at quarter to seven", "quarter to seven", "time", "T06:45"),
        ("en", "dinner tomorrow at half past eight pm", "tomorrow at half past eight pm",
         "datetime", "2024-03-14T20:30"),
        ("en", "see you in 45 minutes", "in 45 minutes", "datetime", "2024-03-13T11:15:00"),
        ("en", "closed from June to August 2025", "from June to August 2025", "daterange",
         "(2025-06-01,2025-08-01,P2M)"),
        ("en", "sales in the third quarter of 2023", "the third quarter of 2023", "daterange",
         "(2023-07-01,2023-10-01,P3M)"),
        ("en", "open from 8:30 am to 6 pm", "from 8:30 am to 6 pm", "timerange",
         "(T08:30,T18,PT9H30M)"),
        ("en", "on Sunday between 2 and 4 pm", "Sunday between 2 and 4 pm", "datetimerange",
         "(XXXX-WXX-7T14,XXXX-WXX-7T16,PT2H)"),
        ("en", "It lasts an hour and twenty minutes", "an hour and twenty minutes", "duration",
         "PT1H20M"),
        ("en", "training every Thursday at 6pm", "every Thursday at 6pm", "set", "XXXX-WXX-4T18"),
        ("en", "nothing before April 2025", "before April 2025", "daterange", "2025-04"),
        ("es", "La cita es el 4 de julio de 2025", "4 de julio de 2025", "date", "2025-07-04"),
        ("es", "cerrado hasta el próximo martes", "hasta el próximo martes", "daterange",
         "2024-03-19"),
        ("es", "llega a las seis y cuarto de la tarde", "seis y cuarto de la tarde", "time",
         "T18:15"),
        ("fr", "Le chien arrive mardi prochain", "mardi prochain", "date", "2024-03-19"),
        ("fr", "un rendez-vous le 8 juin à 15h30", "8 juin à 15h30", "datetime",
         "XXXX-06-08T15:30"),
        ("de", "Der Kurs beginnt am 3. September 2024", "3. September 2024", "date", "2024-09-03"),
        ("de", "Treffen um viertel vor neun", "viertel vor neun", "time", "T08:45"),
        ("de", "geöffnet von 9 bis 17 Uhr", "von 9 bis 17 Uhr", "timerange", "(T09,T17,PT8H)"),
        ("nl", "De afspraak is morgen om half vier", "morgen om half vier", "datetime",
         "2024-03-14T03:30"),
        ("nl", "elke donderdag training", "elke donderdag", "set", "XXXX-WXX-4"),
        ("it", "Il corso dura tre settimane", "tre settimane", "duration", "P3W"),
        ("it", "domani alle 18:30", "domani alle 18:30", "datetime", "2024-03-14T18:30"),
        ("pt", "A consulta é no dia 21 de maio de 2025", "dia 21 de maio de 2025", "date",
         "2025-05-21"),
        ("pt", "chegou há dois dias", "há dois dias", "date", "2024-03-11"),
        ("ja", "会議は来週の火曜日です", "来週の火曜日", "date", "2024-03-19"),
        ("ja", "明日の午後4時に会いましょう", "明日の午後4時", "datetime", "2024-03-14T16"),
        ("ja", "昭和39年に建てられた", "昭和39年", "daterange", "1964"),
        ("zh", "他下周五回来", "下周五", "date", "2024-03-22"),
        ("zh", "会议在2025年6月3日下午三点", "2025年6月3日下午三点", "datetime", "2025-06-03T15"),
        ("zh", "等了两个小时", "两个小时", "duration", "PT2H"),
        ("en", "yoga every other Thursday", "every other Thursday", "set", "XXXX-WXX-4"),
        ("de", "wir kommen um 9 Uhr abends", "9 Uhr abends", "time", "T21"),
        ("de", "jeden Morgen um 6 Uhr", "jeden Morgen um 6 Uhr", "set", "T06"),
        ("fr", "tous les soirs à 20 heures", "tous les soirs à 20 heures", "set", "T20"),
        ("fr", "un jour sur deux il court", "un jour sur deux", "set", "P2D"),
        ("fr", "le deuxième mardi d'avril 2025", "le deuxième mardi d'avril 2025", "date",
         "2025-04-WXX-2-#2"),
        ("es", "todas las noches a las 10", "todas las noches a las 10", "set", "T22"),
        ("it", "tutte le sere alle 9", "tutte le sere alle 9", "set", "T21"),
        ("pt", "todas as manhãs às 6", "todas as manhãs às 6", "set", "T06"),
        ("nl", "om de drie dagen", "om de drie dagen", "set", "P3D"),
        ("zh", "走了四个半小时", "四个半小时", "duration", "PT4.5H"),
        ("zh", "隔天浇水", "隔天", "set", "P2D"),
        ("ja", "隔週で集まります", "隔週", "set", "P2W"),
    ],
)  # fmt: skip
def test_a_phrase_is_read_with_its_timex(
    language: str, text: str, phrase: str, kind: str, timex: str
) -> None:
    ((found, found_kind, values),) = read(text, language)
    assert (found, found_kind, values[0]["timex"]) == (phrase, kind, timex)


def test_a_weekday_is_the_nearest_one_before_and_from_today_on() -> None:
    ((_, _, values),) = read("on Wednesday")
    assert [each["value"] for each in values] == ["2024-03-06", "2024-03-13"]


def test_the_29th_of_february_is_one_of_the_nearest_leap_years() -> None:
    ((_, _, values),) = read("Feb 29")
    assert [each["value"] for each in values] == ["2024-02-29", "2028-02-29"]


def test_a_day_that_no_calendar_has_is_not_resolved() -> None:
    ((_, _, values),) = read("February 30")
    assert [each["value"] for each in values] == ["not resolved"]


@pytest.mark.parametrize("text", ["You may go.", "a 4:3 ratio", "a second helping", "ISBN 1-2-3-4"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert read(text) == []


@given(day=st.dates(date(1600, 1, 1), date(2099, 12, 31)))
def test_a_date_in_figures_is_itself(day: date) -> None:
    ((_, kind, values),) = read(day.isoformat())
    assert (kind, values) == (
        "date",
        [{"timex": day.isoformat(), "type": "date", "value": day.isoformat()}],
    )


@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)), count=st.integers(2, 400))
def test_days_ago_and_days_from_now_count_real_days(day: date, count: int) -> None:
    now = datetime(day.year, day.month, day.day, 23, 59)  # noqa: DTZ001
    ((_, _, before),) = read(f"{count} days ago", now=now)
    ((_, _, after),) = read(f"in {count} days", now=now)
    assert before[0]["value"] == (day - timedelta(days=count)).isoformat()
    assert after[0]["value"] == (day + timedelta(days=count)).isoformat()


@given(day=st.dates(date(1990, 1, 1), date(2060, 12, 31)), months=st.integers(-240, 240))
def test_months_later_stay_within_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(
    now=st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)),  # noqa: DTZ001
    month=st.integers(1, 12),
    day=st.integers(1, 29),
)
def test_the_nearest_days_lie_on_both_sides_of_now(now: datetime, month: int, day: int) -> None:
    past, future = nearest_days(now, lambda year: on_day(year, month, day))
    assert past is not None
    assert future is not None
    assert datetime(past.year, past.month, past.day) < now  # noqa: DTZ001
    assert datetime(future.year, future.month, future.day) >= now  # noqa: DTZ001
    assert future.year - past.year <= 8


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2019, (4, 21)), (2024, (3, 31)), (2038, (4, 25))],
)
def test_easter_is_when_the_churches_had_it(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_every_holiday_has_a_day_each_year() -> None:
    names = shared_table("calendar/holidays")["holidays"]
    assert all(holiday_day(name, year) for name in names for year in range(1990, 2060))
    words = {
        rule.constant
        for language in LANGUAGES
        if (grammar := date_grammar(language))
        for rule in grammar.rules
        if rule.slot == "holiday"
    }
    assert words <= set(names)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("day", [date(2024, 3, 10), date(2024, 3, 31), date(2024, 10, 27)])
def test_a_zone_gives_its_own_clock_time_even_where_the_clock_is_set(zone: str, day: date) -> None:
    local = datetime(day.year, day.month, day.day, 0, 30, tzinfo=ZoneInfo(zone))
    ((_, _, today),) = read("today", now=local)
    ((_, _, later),) = read("in 4 hours", now=local)
    assert today[0]["value"] == day.isoformat()
    assert later[0]["value"] == f"{day} 04:30:00"


# Words that meet in dates, in every order.
WORDS = """
may 5 31 2024 1999 monday tuesday next last this week month year from to between and of the in at
on before after until every pm am : / - . , 12 00 0 noon night easter 3rd twenty second hours ago
half past quarter q1 90s since later end weekend 月 日 時 分 年 来週 下 周 Uhr um am à h de las
mañana morgen soir vor nach jeden mei juni
"""
PIECES = st.sampled_from([*WORDS.split(), " ", " ", " "])


@given(text=st.lists(PIECES, max_size=30).map("".join), language=st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_no_text_fails_and_every_place_is_the_text_found(text: str, language: str) -> None:
    for each in find_entities(text, language, DATES, RecognizerOptions(reference=NOW)):
        assert each.text == text[each.start : each.end]
        for value in each.value["values"]:
            assert value["timex"]
            assert value.keys() & {"value", "start", "end"}


@pytest.mark.parametrize("now", [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)])  # noqa: DTZ001
def test_the_ends_of_the_calendar_are_no_errors(now: datetime) -> None:
    for text in (
        "yesterday and tomorrow",
        "next year",
        "in 3 weeks",
        "5/5",
        "last decade",
        "Monday",
    ):
        read(text, now=now)


@pytest.mark.parametrize(
    "tables",
    [
        {"rules": {"entity": [["take", "{missing=it}"]]}},
        {"rules": {"entity": [["take", "a {entity=it}"]]}},
        {"rules": {"entity": [["unheard", "a"]]}},
        {"rules": {"entity": [["take", "(a"]]}},
    ],
)
def test_a_grammar_with_a_fault_is_refused(tables: dict) -> None:
    with pytest.raises(ValueError, match=r"entity|unheard|\("):
        DateGrammar(tables)
