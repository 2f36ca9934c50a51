from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizsla.errors import InputFormatError, InputUnclearError, OptionError, VizslaError
from vizsla.exchange.texts.decode_text import decode_text
from vizsla.exchange.texts.legacy_encodings import (
    NAME_ENCODINGS,
    TEXT_ENCODINGS,
    choose_encoding,
    codec_named,
)

# Labels as people write them, and the encodings that their systems used to write them in.
CERTAIN = [
    ("cp1252", ["Hänge-Birke"]),
    ("cp1252", ["Chêne", "Mélèze"]),
    ("cp1252", ["Piña", "árbol"]),
    ("cp1252", ["Björk", "lönn", "Äpple"]),
    ("cp1252", ["¿Cómo estás?", "¡Hola!"]),
    ("cp1252", ["I don’t know", "it’s “fine”"]),  # noqa: RUF001 - meant
    ("cp1252", ["win £900 now"]),
    ("cp1252", ["½ price – now"]),  # noqa: RUF001 - meant
    ("mac_roman", ["país", "aquí", "avión"]),
    ("cp1250", ["żółw", "Łódź"]),
    ("cp1250", ["dąb", "Świerk"]),
    ("cp1250", ["Jeřáb", "růže"]),
    ("cp1254", ["Meşe", "Çam"]),
    ("cp1251", ["дуб", "клён", "Сосна"]),
    ("koi8_r", ["Дуб", "Клён"]),
    ("cp1253", ["Δρυς", "πεύκο", "ελιά"]),
    ("mac_roman", ["Hänge-Birke", "Épicéa"]),
    ("shift_jis", ["柴犬", "秋田犬"]),
    ("shift_jis", ["ダックスフンド", "犬、大型"]),
    ("gbk", ["松", "银杏", "桦树"]),
    ("big5", ["許多", "許可", "功夫"]),
    (
        "euc_kr",
        ["소나무 참나무 은행나무", "단풍 벚나무", "고양이 호랑이 사자", "코끼리 기린 여우 늑대"],
    ),
]
# The same bytes are words of several languages.
UNCLEAR = [
    ("cp1252", ["Chêne"], "cp1250"),
    ("cp1251", ["ДУБ"], "koi8_r"),
    ("gbk", ["猫", "狗"], "euc_kr"),
    ("euc_kr", ["소나무", "참나무"], "gbk"),
]


def encoded(labels: list[str], encoding: str) -> bytes:
    return "".join(f"{number}.png,{each}\n" for number, each in enumerate(labels)).encode(encoding)


@pytest.mark.parametrize(("encoding", "labels"), CERTAIN)
def test_an_old_encoding_is_recognised_where_it_is_certain(
    encoding: str, labels: list[str]
) -> None:
    text = decode_text(encoded(labels, encoding), "labels.csv")
    assert text == "".join(f"{number}.png,{each}\n" for number, each in enumerate(labels))


@pytest.mark.parametrize(("encoding", "labels", "other"), UNCLEAR)
def test_an_old_encoding_is_asked_where_it_is_not_certain(
    encoding: str, labels: list[str], other: str
) -> None:
    with pytest.raises(InputUnclearError, match=f"{encoding}, .*{labels[0]}") as caught:
        decode_text(encoded(labels, encoding), "labels.csv")
    assert caught.value.option == "encoding"
    assert {encoding, other} <= set(caught.value.choices)
    read = decode_text(encoded(labels, encoding), "labels.csv", encoding)
    assert all(each in read for each in labels)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_a_mark_and_without_one(encoding: str) -> None:
    assert decode_text("1.png,木\n".encode(encoding), "labels.csv") == "1.png,木\n"


def test_a_named_encoding_counts_even_where_the_content_is_valid_utf_8() -> None:
    assert decode_text("木".encode(), "labels.csv", "cp1252") == "æœ¨"
    with pytest.raises(InputFormatError, match="not a text in big5"):
        decode_text(b"\xff\xff", "labels.csv", "big5")


@pytest.mark.parametrize("encoding", ["big6", "hex", "", "a\0b", "é" * 200, "undefined"])
def test_an_encoding_that_does_not_exist_is_an_error(encoding: str) -> None:
    with pytest.raises(OptionError, match="no encoding"):
        decode_text(b"", "labels.csv", encoding)


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_asked_or_refused(data: bytes) -> None:
    with contextlib.suppress(VizslaError):
        assert isinstance(decode_text(data, "labels.csv"), str)
    with contextlib.suppress(VizslaError):
        data.decode(choose_encoding(data.split(b"/"), "pack.zip", NAME_ENCODINGS))


WORDS = [
    ("cp1252 cp437 cp850 mac_roman", "chêne mélèze châtaignier épicéa bouleau âne zèbre garçon"),
    ("cp1252 cp437 cp850 mac_roman", "Bär Löwe Kröte Größe Übung Weiß Fuchs Öl"),
    ("cp1252 cp437 cp850 mac_roman", "piña árbol caña araña cigüeña pingüino avión ratón"),
    ("cp1252 cp850 mac_roman", "cão leão maçã coração pássaro inglês águia"),
    ("cp1252 cp850 mac_roman", "björk lönn räv får blåbär ek"),
    ("cp1252", "chêne mélèze Bär Größe piña cão björk får"),  # several languages
    ("cp1250 cp852", "dąb świerk żyto łoś gęś żółw źrebię"),
    ("cp1250 cp852", "jeřáb třešeň kůň pes čáp růže lišťička"),
    ("cp1254", "meşe köpek ağaç çiçek kuş güneş İzmir"),
    ("cp1251 cp866", "дуб клён сосна ель берёза собака Кошка Медведь рысь ёж"),
    ("cp1251", "кіт їжак ведмідь ґава клён"),
    ("cp1253", "δρυς πεύκο ελιά σκύλος γάτα Σκύλος Γάτα"),
    ("shift_jis", "犬 猫 柴犬 虎 兎 桜 檜 楓 銀杏 ソファ ゾウ きりん うさぎ 葡萄 表 能 予 十 申"),
    ("gbk", "松 柏 杨 桦 银杏 橡树 猫 狗 牛 虎 狮 大象 金毛 拉布拉多 草莓 合格 裂纹"),
    ("big5", "松 柏 楊 樺 銀杏 橡樹 貓 狗 牛 虎 獅 大象 拉布拉多 草莓 合格 許多 功夫 蓋"),
    ("euc_kr", "소나무 참나무 은행나무 개 고양이 호랑이 진돗개 사과 정상 불량 합격"),
]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [(each, words) for encodings, words in WORDS for each in encodings.split()],
)
@given(data=st.data())
def test_no_label_is_taken_for_another_without_asking(
    encoding: str, words: str, data: st.DataObject
) -> None:
    labels = data.draw(st.lists(st.sampled_from(words.split()), min_size=1, max_size=6))
    raw = [each.encode(encoding) for each in labels]
    for encodings in (TEXT_ENCODINGS, NAME_ENCODINGS):
        if encoding in encodings:
            try:
                codec = choose_encoding(raw, "labels.csv", encodings)
            except InputUnclearError as error:
                readings = [codec_named(each) for each in error.choices]
            else:
                readings = [codec]
            assert labels in [[each.decode(codec) for each in raw] for codec in readings]
