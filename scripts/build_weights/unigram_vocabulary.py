"""Makes the vocabulary of a model with SentencePiece's unigram pieces: ``vocabulary.json``."""

from __future__ import annotations

import io
import json
import struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from e5_weights import E5File

UNIT = 2**22  # to 1: the scores, in float32 from -32 to -2, are whole numbers of it
FIRST, LAST, UNKNOWN = "<s>", "</s>", "<unk>"
SPECIAL = (FIRST, "<pad>", LAST, UNKNOWN, "<mask>")
PREFIX = "query: "  # as the model's card asks for where texts are compared with each other
JAMO = range(0x1100, 0x1200)  # make syllables by a rule, which both languages know
NORMALISER, CHARACTERS = 3, 2  # fields of SentencePiece's ModelProto, and of its NormalizerSpec
WORDS, SHORTEST = 1000, 4  # words that stand for texts of all languages, and their characters


def unigram_vocabulary(file: E5File) -> bytes:
    """Return ``vocabulary.json``, see ``vizsla.encoders.text.unigram_pieces``.

    What stands for a single character is the model's own. Sequences that are composed are those of
    SentencePiece's rule of the same name, ``nmt_nfkc``; the others of the rule's sequences are made
    of these by replacing single characters.

    Raises:
        ValueError: the file does not hold what this expects.

    """
    number = {piece: at for at, piece in enumerate(file.pieces)}
    scores = np.rint(file.scores.astype(np.float64) * UNIT)
    if not np.array_equal(scores, file.scores.astype(np.float64) * UNIT):
        raise ValueError(f"the scores are no whole numbers of 1 / {UNIT}")
    content = {
        "unit": UNIT,
        "first": number[FIRST],
        "last": number[LAST],
        "unknown": number[UNKNOWN],
        "special": [number[each] for each in SPECIAL],
        "prefix": PREFIX,
        "pieces": file.pieces,
        "steps": np.diff(scores, prepend=0).astype(int).tolist(),
        "replaced": file.replaced,
        "composed": composed(file.replaced),
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def some_words(pieces: list[str]) -> list[str]:
    """Return words of all languages that the vocabulary has, evenly spread over it."""
    words = [each[1:] for each in pieces if each.startswith("\u2581") and len(each) >= SHORTEST]
    return words[:: len(words) // WORDS]


def composed(replaced: dict[str, str]) -> dict[str, str]:
    """Return the sequences of characters for which one stands, but for those of jamo.

    Raises:
        ValueError: the rule has a sequence that these do not make.

    """
    rules = {key: value for key, value in normal_form_rules().items() if len(key) > 1}
    own = {key: value for key, value in rules.items() if not any(each in replaced for each in key)}
    for key, value in rules.items():
        if own.get("".join(replaced.get(each, each) for each in key)) != value:
            raise ValueError(f"{key!a} is not made of the sequences that are composed")
    kept = {key: value for key, value in own.items() if ord(key[0]) not in JAMO}
    return dict(sorted(kept.items()))


def normal_form_rules() -> dict[str, str]:
    """Return SentencePiece's rule ``nmt_nfkc``: what stands for characters and sequences."""
    from sentencepiece import SentencePieceTrainer  # noqa: PLC0415 - needed here alone

    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(["a b"]),
        model_writer=model,
        vocab_size=10,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    content = _field(_field(model.getvalue(), NORMALISER), CHARACTERS)
    (size,) = struct.unpack_from("<I", content)
    units = np.frombuffer(content, "<u4", size // 4, 4).tolist()
    texts = content[4 + size :]
    found = {}
    # A double-array trie of bytes (Darts-clone): a unit holds the way to its children, its label,
    # and whether a key ends there; the value of a key is where its text begins.
    places = [(_children(units[0]), b"")]
    while places:
        place, key = places.pop()
        for label in range(1, 256):
            at = place ^ label
            if at < len(units) and units[at] & (1 << 31 | 0xFF) == label:
                children, longer = at ^ _children(units[at]), key + bytes([label])
                if units[at] >> 8 & 1:
                    start = units[children] & ~(1 << 31)
                    found[longer.decode()] = texts[start : texts.index(0, start)].decode()
                places.append((children, longer))
    return found


def _field(message: bytes, wanted: int) -> bytes:
    """Return the first field of a number, of bytes, in a message of Protocol Buffers."""
    at = 0

    def varint() -> int:
        nonlocal at
        found = shift = 0
        while True:
            octet = message[at]
            at += 1
            found |= (octet & 0x7F) << shift
            shift += 7
            if octet < 0x80:  # noqa: PLR2004 - the last
                return found

    while at < len(message):
        number, kind = divmod(varint(), 8)
        size = {1: 8, 5: 4}.get(kind) or varint()
        if kind == 2:  # noqa: PLR2004 - bytes
            if number == wanted:
                return message[at : at + size]
            at += size
        elif kind:
            at += size
    raise ValueError(f"there is no field {wanted}")


def _children(unit: int) -> int:
    return (unit >> 10) << ((unit & 1 << 9) >> 6)
