"""Rewrites the CMU Pronouncing Dictionary in the symbols that the speaking model was trained with.

The dictionary (BSD-2-Clause, http://www.speech.cs.cmu.edu/cgi-bin/cmudict) writes General American
in ARPAbet. The model reads the IPA, with one letter for each diphthong, a mark of stress before
each stressed vowel, and a tap between vowels where Americans say one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

CONSONANTS = {
    **{each.upper(): each for each in "bdfhklmnpstvwz"},
    "CH": "ʧ",
    "DH": "ð",
    "G": "ɡ",
    "HH": "h",
    "JH": "ʤ",
    "NG": "ŋ",
    "R": "ɹ",
    "SH": "ʃ",
    "TH": "θ",
    "Y": "j",
    "ZH": "ʒ",
}
VOWELS = {
    "AA": "ɑ",
    "AE": "æ",
    "AH": "ʌ",
    "AO": "ɔ",
    "AW": "W",
    "AY": "I",
    "EH": "ɛ",
    "ER": "ɜɹ",
    "EY": "A",
    "IH": "ɪ",
    "IY": "i",
    "OW": "O",
    "OY": "Y",
    "UH": "ʊ",
    "UW": "u",
}
UNSTRESSED = {"AH": "ə", "ER": "əɹ"}
MARKS = {"0": "", "1": "ˈ", "2": "ˌ"}
SIBILANTS = {"S", "Z", "SH", "ZH", "CH", "JH"}

# Nouns that are stressed on the first syllable, and verbs of the same letters on a later one.
STRESS_PAIRS = [
    "abstract",
    "addict",
    "affix",
    "ally",
    "annex",
    "attribute",
    "augment",
    "combat",
    "combine",
    "commune",
    "compact",
    "complex",
    "compound",
    "compress",
    "concert",
    "conduct",
    "confine",
    "conflict",
    "conscript",
    "console",
    "consort",
    "construct",
    "contest",
    "content",
    "contract",
    "contrast",
    "converse",
    "convert",
    "convict",
    "debut",
    "decrease",
    "default",
    "defect",
    "desert",
    "digest",
    "discard",
    "discharge",
    "discount",
    "escort",
    "essay",
    "exploit",
    "export",
    "extract",
    "finance",
    "impact",
    "implant",
    "import",
    "impress",
    "imprint",
    "incense",
    "incline",
    "increase",
    "indent",
    "insert",
    "insult",
    "intern",
    "intrigue",
    "invalid",
    "invite",
    "object",
    "offset",
    "outlaw",
    "overlap",
    "perfect",
    "permit",
    "pervert",
    "present",
    "produce",
    "progress",
    "project",
    "prospect",
    "protest",
    "rebel",
    "recall",
    "recap",
    "record",
    "refund",
    "refuse",
    "reject",
    "relapse",
    "relay",
    "remake",
    "retake",
    "rewrite",
    "segment",
    "subject",
    "survey",
    "suspect",
    "torment",
    "transfer",
    "transform",
    "transplant",
    "transport",
    "update",
    "upgrade",
    "upset",
]

# Words of the same letters that differ otherwise: what is said by default, and as a noun (n), a
# verb (v), an adjective (j) or a past form (p).
OTHER_PAIRS = {
    "abuse": {"": "əbjˈuz", "n": "əbjˈus"},
    "bass": {"": "bˈAs"},
    "bow": {"": "bˈO", "v": "bˈW"},
    "close": {"": "klˈOs", "v": "klˈOz"},
    "does": {"": "dˈʌz"},
    "dove": {"": "dˈʌv"},
    "excuse": {"": "ɪkskjˈuz", "n": "ɪkskjˈus"},
    "house": {"": "hˈWs", "v": "hˈWz"},
    "lead": {"": "lˈid"},
    "live": {"": "lˈɪv", "j": "lˈIv"},
    "lives": {"": "lˈɪvz", "n": "lˈIvz"},
    "minute": {"": "mˈɪnət"},
    "read": {"": "ɹˈid", "p": "ɹˈɛd"},
    "tear": {"": "tˈɪɹ", "v": "tˈɛɹ"},
    "tears": {"": "tˈɪɹz", "v": "tˈɛɹz"},
    "use": {"": "jˈuz", "n": "jˈus"},
    "uses": {"": "jˈuzᵻz", "n": "jˈusᵻz"},
    "wind": {"": "wˈɪnd", "v": "wˈInd"},
    "winds": {"": "wˈɪndz", "v": "wˈIndz"},
    "wound": {"": "wˈund", "p": "wˈWnd"},
}

# What the dictionary lacks, or has in a way that sounds odd.
ADDED = {
    "'s": "z",
    "ai": "ˌAˈI",
    "analytics": "ˌænəlˈɪɾɪks",
    "azure": "ˈæʒəɹ",
    "blockchain": "blˈɑkʧˌAn",
    "blog": "blˈɑɡ",
    "chatbot": "ʧˈætbˌɑt",
    "covid": "kˈOvɪd",
    "cryptocurrency": "kɹˈɪptOkˌɜɹənsi",
    "dataset": "dˈAɾəsˌɛt",
    "data": "dˈAɾə",
    "docker": "dˈɑkəɹ",
    "ebook": "ˈibˌʊk",
    "emoji": "ɪmˈOʤi",
    "google": "ɡˈuɡᵊl",
    "hashtag": "hˈæʃtˌæɡ",
    "https": "ˌAʧtˌitˌipˌiˈɛs",
    "inbox": "ˈɪnbˌɑks",
    "iphone": "ˈIfˌOn",
    "json": "ʤˈAsᵊn",
    "kubernetes": "kˌubəɹnˈɛɾiz",
    "linux": "lˈɪnəks",
    "login": "lˈɔɡˌɪn",
    "metadata": "mˈɛɾədˌAɾə",
    "okay": "ˌOkˈA",
    "online": "ˌɔnlˈIn",
    "podcast": "pˈɑdkˌæst",
    "python": "pˈIθˌɑn",
    "smartphone": "smˈɑɹtfˌOn",
    "spam": "spˈæm",
    "upload": "ˈʌplˌOd",
    "url": "jˌuˌɑɹˈɛl",
    "username": "jˈuzəɹnˌAm",
    "vizsla": "vˈɪʒlə",
    "vizslas": "vˈɪʒləz",
    "webcam": "wˈɛbkˌæm",
    "wifi": "wˈIfˌI",
    "wikipedia": "wˌɪkəpˈidiə",
    "youtube": "jˈutˌub",
}


@dataclass
class Entry:
    """What is said for a word: by default, and by its part of speech."""

    said: str
    forms: dict[str, str] = field(default_factory=dict)

    def line(self, word: str) -> str:
        """Return the entry's line of the file."""
        forms = [f"{tag}={said}" for tag, said in sorted(self.forms.items())]
        return "\t".join([word, self.said, *forms]) + "\n"


def rewritten(phones: list[str]) -> str:
    """Return the model's symbols of a word.

    Args:
        phones: ARPAbet, vowels with the digit of their stress: ``["B", "IY1", "G", "AH0", "L"]``.

    """
    said = ""
    for at, phone in enumerate(phones):
        before = phones[at - 1] if at else ""
        after = phones[at + 1] if at + 1 < len(phones) else ""
        last = at == len(phones) - 2
        if phone[-1] not in MARKS:
            tapped = (
                phone == "T"
                and (before[-1:].isdigit() or before == "R")
                and after.endswith("0")
                and not (after == "AH0" and phones[at + 2 : at + 3] == ["N"])
            )
            said += "ɾ" if tapped else CONSONANTS[phone]
            continue
        name, stress = phone[:-1], phone[-1]
        before_vowel = phones[at + 2 : at + 3] and phones[at + 2][-1] in MARKS
        if (phone == "AH0" and after == "L" and before in CONSONANTS and not before_vowel) or (
            phone == "AH0" and after == "N" and before in {"T", "D"} and not before_vowel
        ):
            said += "ᵊ"
        elif (
            last
            and phone in {"AH0", "IH0"}
            and ((after == "Z" and before in SIBILANTS) or (after == "D" and before in {"T", "D"}))
        ):
            said += "ᵻ"
        elif stress == "0" and name in UNSTRESSED:
            said += UNSTRESSED[name]
        else:
            said += MARKS[stress] + VOWELS[name]
    # "important": the dictionary's weak stress right before the main one is not heard.
    return re.sub("^ˌ(?=[ɪɛ][^ˈˌAIOWYæɑəɔɛɜɪiuʊʌᵊ]*ˈ)", "", said)


def read_cmudict(text: str) -> dict[str, list[list[str]]]:
    """Return the pronunciations of each word, the usual one first."""
    found: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        name, *phones = line.partition("#")[0].split()
        word = re.sub(r"\(\d+\)$", "", name)
        if re.fullmatch(r"[a-z']+", word):  # "a.m." and "e-mail" are read otherwise
            found.setdefault(word, []).append(phones)
    return found


def entries(text: str) -> dict[str, Entry]:
    """Return the entries of all words.

    Args:
        text: the file ``cmudict.dict``.

    """
    found = {
        word: _entry(word, [rewritten(each) for each in ways])
        for word, ways in read_cmudict(text).items()
    }
    for word, forms in OTHER_PAIRS.items():
        others = {tag: said for tag, said in forms.items() if tag}
        found[word] = Entry(forms[""], others)
    return found | {word: Entry(said) for word, said in ADDED.items()}


def _entry(word: str, ways: list[str]) -> Entry:
    if word.removesuffix("s") in STRESS_PAIRS or word in STRESS_PAIRS:
        early = [each for each in ways if _stressed_syllable(each) == 0]
        late = [each for each in ways if _stressed_syllable(each) > 0]
        if early and late:
            return Entry(early[0], {"v": late[0]})
    if re.search(r"ates?$", word):
        verbs = [each for each in ways if re.search(r"At(s?)$", each)]
        others = [each for each in ways if re.search(r"[əɪ]t(s?)$", each)]
        if verbs and others:
            return Entry(others[0], {"v": verbs[0]})
    return Entry(ways[0])


def _stressed_syllable(said: str) -> int:
    """Return the number of vowels before the main stress."""
    before, _, _ = said.partition("ˈ")
    return len(re.findall(r"[AIOWYæɑəɔɛɜɪiuʊʌᵊᵻ]", before))


def words_file(text: str) -> bytes:
    """Return the file of pronunciations: a line a word, in the order of the words' bytes.

    A line holds the word, what is said by default, and other forms by their tags, with tabs:
    ``record``, ``ɹˈɛkəɹd``, ``v=ɹəkˈɔɹd``.

    Args:
        text: the file ``cmudict.dict``.

    """
    found = entries(text)
    lines = sorted(each.line(word).encode() for word, each in found.items())
    return b"".join(lines)
