"""Sentences of several languages, and what is found in them."""

from __future__ import annotations

import pytest

from vizsla.errors import OptionError
from vizsla.recognizers.found_entity import FoundEntity
from vizsla.recognizers.number_text import number_text
from vizsla.recognizers.phrase_table import expand_phrase
from vizsla.recognizers.recognize import RecognizerOptions, find_entities


@pytest.mark.parametrize(
    ("language", "text", "number", "value"),
    [
        ("en", "We have forty-two thousand and seven", "forty-two thousand and seven", "42007"),
        ("en", "It weighs 2 3/4 of that", "2 3/4", "2.75"),
        ("en", "roughly minus seven point two five", "minus seven point two five", "-7.25"),
        ("en", "The box holds five dozen eggs", "five dozen", "60"),
        ("en", "a turnover of 12.5 bln", "12.5 bln", "12500000000"),
        ("de", "Es sind siebenhundertvierundachtzig Seiten", "siebenhundertvierundachtzig", "784"),
        ("de", "Das kostet 1.250,75 im Jahr", "1.250,75", "1250,75"),
        ("nl", "Het duurt vierenhalf uur", "vierenhalf", "4,5"),
        ("nl", "Het kost een miljard en een half", "een miljard en een half", "1500000000"),
        ("nl", "Er waren tweehonderdvijfendertig gasten", "tweehonderdvijfendertig", "235"),
        ("fr", "Elle a quatre-vingt-dix-sept livres", "quatre-vingt-dix-sept", "97"),
        ("es", "Hay ochocientas treinta y seis páginas", "ochocientas treinta y seis", "836"),
        ("pt", "São mil e duzentos alunos", "mil e duzentos", "1200"),
        ("it", "Ho letto trecentoquarantotto pagine", "trecentoquarantotto", "348"),
        ("zh", "他有三千六百二十本书", "三千六百二十", "3620"),
        ("ja", "本が二百五十三冊あります", "二百五十三", "253"),
    ],
)  # fmt: skip
def test_a_number_is_found_with_its_value(
    language: str, text: str, number: str, value: str
) -> None:
    (found,) = find_entities(text, language, ["number"])
    assert (found.text, found.value["value"]) == (number, value)


@pytest.mark.parametrize(
    ("language", "text", "phrase", "kind", "value"),
    [
        ("en", "the thirty-third floor", "thirty-third", "ordinal", "33"),
        ("en", "open the previous page", "previous", "ordinal.relative", "current-1"),
        ("en", "at least 18 people", "at least 18", "numberrange", "[18,)"),
        ("en", "between 5 and nine cups", "between 5 and nine", "numberrange", "[5,9)"),
        ("en", "a discount of 15 per cent", "15 per cent", "percentage", "15%"),
        ("de", "mehr als 400 Gäste", "mehr als 400", "numberrange", "(400,)"),
        ("es", "el cuarto día", "cuarto", "ordinal", "4"),
        ("fr", "douze pour cent", "douze pour cent", "percentage", "12%"),
        ("ja", "80以上です", "80以上", "numberrange", "[80,)"),
        ("ja", "最後から5番目の席", "最後から5番目", "ordinal.relative", "end-4"),
        ("zh", "排在倒数第三", "倒数第三", "ordinal.relative", "end-2"),
        ("zh", "降价八成五", "八成五", "percentage", "85%"),
        ("zh", "万分之五的利息", "万分之五", "percentage", "0.05%"),
        ("zh", "绳子长三米半", "三米半", "dimension", "3.5"),
        ("zh", "买了五两茶", "五两", "dimension", "5"),
        ("es", "convertir 300 K a celsius", "300 K", "temperature", "300"),
        ("zh", "百分之八十", "百分之八十", "percentage", "80%"),
        ("en", "write to Jo.Doe@mail.example.org now", "Jo.Doe@mail.example.org", "email",
         "jo.doe@mail.example.org"),
        ("en", "the server 10.0.0.17 is down", "10.0.0.17", "ip", "10.0.0.17"),
        ("en", "see https://example.com/a?b=1.", "https://example.com/a?b=1", "url",
         "https://example.com/a?b=1"),
        ("it", "chiama (212) 555-0187", "(212) 555-0187", "phonenumber", "(212) 555-0187"),
        ("en", "thanks @vet_anna #dogs", "@vet_anna", "mention", "@vet_anna"),
        ("en", "a puppy eleven weeks old", "eleven weeks old", "age", "11"),
        ("en", "paid 1,299.95 USD for it", "1,299.95 USD", "currency", "1299.95"),
        ("en", "a budget of EUR 3 million", "EUR 3 million", "currency", "3000000"),
        ("en", "about 6 feet 3 inches tall", "6 feet 3 inches", "dimension", "6.25"),
        ("de", "Es hat 12,5 Kilometer", "12,5 Kilometer", "dimension", "12,5"),
        ("fr", "ces timbres à 85 cents", "85 cents", "currency", "85"),
        ("fr", "il fait 31 degrés celsius", "31 degrés celsius", "temperature", "31"),
        ("ja", "3500円です", "3500円", "currency", "3500"),
        ("nl", "Nee, dank je", "Nee", "boolean", False),
    ],
)  # fmt: skip
def test_the_longest_entity_is_kept_of_those_that_overlap(
    language: str, text: str, phrase: str, kind: str, value: object
) -> None:
    found = find_entities(text, language)[0]
    assert (found.text, found.kind, found.value["value"]) == (phrase, kind, value)


@pytest.mark.parametrize("text", ["来了二三十人", "打了七折", "增长60%"])
def test_a_guess_and_a_discount_are_no_chinese_numbers(text: str) -> None:
    assert find_entities(text, "zh", ["number"]) == []


def test_a_wide_comma_parts_numbers_that_are_not_wide() -> None:
    found = find_entities(
        "这些是20\uff0c300\uff0c\uff14\uff0c\uff15\uff10\uff10。", "zh", ["number"]
    )
    assert [each.value["value"] for each in found] == ["20", "300", "4500"]


@pytest.mark.parametrize("text", ["the 45ml bottle", "version v12b", "He is the one", "abc_12"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert find_entities(text, "en", ["number"]) == []


@pytest.mark.parametrize("text", ["account number: 12345678", "Her card 12345678"])
def test_the_number_of_an_account_is_no_phone_number(text: str) -> None:
    assert find_entities(text, "en", ["phonenumber"]) == []


def test_places_count_characters_beyond_the_basic_plane_as_one() -> None:
    (found,) = find_entities("🐕🐕 seven", "en", ["number"])
    assert found == FoundEntity("seven", "number", {"subtype": "integer", "value": "7"}, 3, 8)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("👨‍👩‍👧 et 👍🏽 le 3 fe\u0301vrier", "3 fe\u0301vrier"),
        ("\U0001f1eb\U0001f1f7 quatre-vingts\u0301 🐕", "quatre-vingts\u0301"),
        ("a\u0308o\u0308 12,5 €🐩", "12,5 €"),
    ],
)
def test_places_count_marks_and_parts_of_pictures(text: str, found: str) -> None:
    entities = find_entities(text, "fr")
    assert found in [each.text for each in entities]
    assert all(each.text == text[each.start : each.end] for each in entities)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("es", "Sí, claro que sí", True),
        ("es", "si, gracias", True),
        ("es", "dime si llueve", None),
        ("fr", "le livre est sur la table", None),
        ("fr", "sûr et certain", True),
        ("it", "come si dice", None),
        ("it", "Sì", True),
        ("nl", "absoluut niet", False),
    ],
)
def test_a_word_that_says_yes_by_its_accent_alone_needs_it(
    language: str, text: str, said: object
) -> None:
    found = find_entities(text, language, ["boolean"])
    assert [each.value["value"] for each in found] == ([] if said is None else [said])


def test_the_value_of_a_unit_names_it() -> None:
    money, length = find_entities("$25 for 4 km", "en")
    assert money.value == {"value": "25", "unit": "Dollar"}
    assert length.value == {"value": "4", "unit": "Kilometer", "subtype": "Length"}
    (francs,) = find_entities("12 swiss francs", "en")
    assert francs.value["isoCurrency"] == "CHF"


def test_a_unit_alone_has_no_value() -> None:
    (found,) = find_entities("how many kilometers are there", "en", ["dimension"])
    assert found.value["value"] is None


def test_options_change_the_answer() -> None:
    closed = RecognizerOptions(closed_ranges=True)
    assert find_entities("from 1 to 3", "en", ["numberrange"], closed)[0].value["value"] == "[1,3]"
    assert find_entities("the next", "en", options=RecognizerOptions(relative_ordinals=False)) == []


def test_an_unknown_language_and_an_unknown_kind_are_errors() -> None:
    with pytest.raises(OptionError, match="'xx'"):
        find_entities("a", "xx")
    with pytest.raises(OptionError, match="'colour'"):
        find_entities("a", "en", ["colour"])


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (1e15, "1E+15"), (123456789012345.0, "123456789012345"),
     (2 / 3, "0.666666666666667"), (-0.5, "-0.5"), (1e-7, "1E-07"),
     (0.00012, "0.00012"), (0.0, "0")],
)  # fmt: skip
def test_numbers_are_written_with_fifteen_digits(value: float, text: str) -> None:
    assert number_text(value) == text


def test_a_template_stands_for_all_its_phrases() -> None:
    assert expand_phrase("(more|less) than[ or equal]") == [
        "more than or equal", "more than", "less than or equal", "less than",
    ]  # fmt: skip
