"""Both languages agree with the files of ``contract/``.

JavaScript reads most of the files, so that only its errors and its registry of kinds can differ;
Python has constants of its own.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vizsla import errors, label_rules
from vizsla.bundle import bundle_fields, bundle_files, head, prototypes, read_manifest
from vizsla.bundle.graph import graph_limits, operators
from vizsla.bundle.shipped_bundles import WEIGHTS, shipped_names
from vizsla.encoders.registry import encoder_names
from vizsla.encoders.sound import sound_encoder
from vizsla.encoders.sound.sound_file import SHA256
from vizsla.encoders.text.known_text_models import KNOWN_TEXT_MODELS
from vizsla.functions import classifier, multi_label_answers, square_crop
from vizsla.functions.decoders import candidates, nanodet, ssd
from vizsla.functions.image_description import image_describer
from vizsla.functions.registry import kind_names
from vizsla.modalities.image import resize
from vizsla.modalities.limits import Limits
from vizsla.modalities.sources import fetch
from vizsla.modalities.sources.public_addresses import private_kind
from vizsla.recognizers.reading_steps import MOST_STEPS
from vizsla.speech.model_files import FILES, model_file, model_path

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[object], Any]

FOLDER = WEIGHTS.parent / "contract"


def contract(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ask(twin: Callable[[str], Ask]) -> Ask:
    return twin("contract")


def of_language(language: str) -> list[dict[str, Any]]:
    return [each for each in contract("errors") if language in each["languages"]]


def test_pythons_errors_form_the_tree_of_the_contract() -> None:
    found = {name: getattr(errors, name).__base__.__name__ for name in errors.__all__}
    expected = {each["name"]: each["parent"] or "Exception" for each in of_language("python")}
    assert found == expected


def test_pythons_errors_have_the_codes_of_the_contract() -> None:
    found = {name: getattr(errors, name)("x").code for name in errors.__all__}
    assert found == {each["name"]: each["code"] for each in of_language("python")}


def test_javascripts_errors_have_the_tree_and_the_codes_of_the_contract(ask: Ask) -> None:
    expected = [{**each} for each in of_language("javascript")]
    for each in expected:
        del each["languages"]
    assert sorted(ask({}), key=str) == sorted(expected, key=str)


def test_each_language_has_the_kinds_that_the_contract_lists_for_it(ask: Ask) -> None:
    kinds = contract("kinds")
    of = {
        language: [name for name, each in kinds.items() if language in each["languages"]]
        for language in ("python", "javascript")
    }
    assert sorted(kind_names()) == sorted(of["python"])
    assert sorted(ask({"kinds": [*kinds]})) == sorted(of["javascript"])


def test_the_shipped_functions_agree_with_the_contract() -> None:
    assert [*shipped_names()] == contract("shipped")


def test_the_allowed_operators_agree_with_the_contract() -> None:
    assert {name: code for code, name in operators.ALLOWED.items()} == contract("operators")


def test_the_models_of_texts_agree_with_the_contract() -> None:
    known = {weights: asdict(each) for weights, each in KNOWN_TEXT_MODELS.items()}
    assert contract("text_models") == known


def test_the_encoder_of_sounds_agrees_with_the_contract() -> None:
    encoder = sound_encoder.sound_encoder()
    assert contract("sound_models") == {
        SHA256: {
            "name": encoder.name,
            "dimension": encoder.dimension,
            "self_test": sound_encoder.SELF_TEST,
            "package": "sound",
        }
    }


def test_the_models_of_speech_agree_with_the_contract() -> None:
    heard = {name: sha256 for name, sha256 in FILES.items() if not name.startswith("kokoro/")}
    models = contract("speech_models")
    assert {name: each["sha256"] for name, each in models.items()} == heard
    sizes = {name: model_path(name).stat().st_size for name in models}
    assert {name: each["bytes"] for name, each in models.items()} == sizes
    packed = [len(gzip.compress(model_file(name), 9)) for name in models]
    assert [each["gzip"] for each in models.values()] == pytest.approx(packed, rel=0.02)


def test_the_limits_agree_with_the_contract(ask: Ask) -> None:
    limits = contract("limits")
    ours = Limits()
    of_input = limits["input"]
    assert ours.max_bytes == of_input["bytes"]
    assert ours.max_url_bytes == of_input["url_bytes"]
    assert ours.url_timeout == of_input["url_seconds"]
    assert ours.max_pixels == limits["image"]["pixels"]
    assert ours.max_characters == limits["text"]["characters"]
    assert ours.max_seconds == limits["sound"]["seconds"]
    assert limits["text"]["reading_steps"] == MOST_STEPS
    assert of_input["url_redirects"] == fetch._MAX_REDIRECTS
    assert limits["label"]["letters"] == label_rules.LONGEST_LABEL
    assert limits["bundle"] == {
        "file_bytes": bundle_files.MOST_BYTES,
        "labels": read_manifest.MOST_LABELS,
        "prototypes": prototypes.MOST_PROTOTYPES,
        "json_bytes": bundle_fields.MOST_JSON,
        "header_bytes": head.MOST_HEADER,
    }
    assert limits["graph"] == {
        "operator_codes": graph_limits.MOST_CODES,
        "tensors": graph_limits.MOST_TENSORS,
        "outputs": graph_limits.MOST_OUTPUTS,
        "end_elements": graph_limits.MOST_ENDS,
        "computed_bytes": graph_limits.MOST_COMPUTED,
        "multiplications": graph_limits.MOST_MULTIPLICATIONS,
        "windows": graph_limits.MOST_WINDOWS,
        "patch_elements": graph_limits.MOST_PATCH,
    }
    assert ask({"urlSeconds": of_input["url_seconds"]}) == {
        "maxPixels": ours.max_pixels,
        "maxBytes": ours.max_bytes,
        "maxCharacters": ours.max_characters,
        "maxSeconds": ours.max_seconds,
        "maxUrlBytes": ours.max_url_bytes,
        "urlTimeout": 1000 * ours.url_timeout,
        "allowPrivateUrls": ours.allow_private_urls,
    }


def test_the_detectors_constants_agree_with_the_contract() -> None:
    assert contract("detection") == {
        "most_boxes": candidates.MOST_BOXES,
        "most_candidates": candidates.MOST_CANDIDATES,
        "least_score": candidates.LEAST_THRESHOLD,
        "most_stretch": resize.MOST_STRETCH,
        "nanodet": {
            "sides": nanodet.SIDES,
            "bins": nanodet.BINS,
            "overlap": nanodet.OVERLAP,
            "grey": nanodet.GREY,
        },
        "ssd": {
            "codes": ssd.CODES,
            "grids": ssd.GRIDS,
            "scales": list(ssd.SCALES),
            "ratios": list(ssd.RATIOS),
            "finest": [list(each) for each in ssd.FINEST],
            "centre_scale": ssd.CENTRE_SCALE,
            "size_scale": ssd.SIZE_SCALE,
            "overlap": ssd.OVERLAP,
            "grey": ssd.GREY,
        },
        "judging": contract("detection")["judging"],  # which Python reads from the file
    }


def test_the_thresholds_agree_with_the_contract() -> None:
    assert contract("thresholds") == {
        "within": classifier.LEAST_WITHIN,
        "holds": multi_label_answers.HOLDS,
        "description": {
            "least_score": image_describer.LEAST_SCORE,
            "crop_margin": square_crop.MARGIN,
            "crop_tolerance": square_crop.TOLERANCE,
        },
    }


# Whether these are private depends on Python's version: the lists of the IANA grew.
CHANGED = ("192.0.0.", "2001:", "2002:", "3fff:", "5f00:", "64:ff9b:1:")
# fmt: off
EDGES_V4 = (
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "0.255.255.255", "1.0.0.0", "9.255.255.255", "10.0.0.0", "10.255.255.255",
    "11.0.0.0", "100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0", "127.0.0.1",
    "128.0.0.0", "169.254.0.0", "169.255.0.0", "172.15.255.255", "172.16.0.0", "172.31.255.255",
    "172.32.0.0", "192.0.2.1", "192.167.255.255", "192.168.0.0", "192.169.0.0", "198.17.255.255",
    "198.18.0.0", "198.19.255.255", "198.20.0.0", "198.51.100.9", "203.0.113.9", "203.0.114.0",
    "223.255.255.255", "224.0.0.1", "240.0.0.0", "255.255.255.255", "8.8.8.8",
)
EDGES_V6 = (
    "::", "::1", "::2", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::808:808", "fe80::1", "febf::1", "fec0::1", "ff02::1", "fc00::1", "fdff::1",
    "2606:4700::1", "2a00::1", "1fff::", "4000::",
)
# fmt: on


@settings(deadline=None)
@given(
    st.lists(
        st.ip_addresses(v=4)
        | st.ip_addresses(v=6)
        | st.integers(0x2000 << 112, (0x4000 << 112) - 1).map(IPv6Address)
        | st.integers(0, 2**32 - 1).map(lambda each: IPv6Address(0xFFFF_0000_0000 + each)),
        min_size=1,
    )
)
@example([*map(IPv4Address, EDGES_V4), *map(IPv6Address, EDGES_V6)])
def test_python_and_javascript_refuse_the_same_addresses(
    ask: Ask, addresses: list[IPv4Address | IPv6Address]
) -> None:
    texts = [str(each) for each in addresses if not _depends_on_python(each)]
    if texts:
        expected = [private_kind(each) is not None for each in texts]
        assert dict(zip(texts, ask({"addresses": texts}), strict=True)) == dict(
            zip(texts, expected, strict=True)
        )


def _depends_on_python(address: IPv4Address | IPv6Address) -> bool:
    """Return whether the address, or the IPv4 address in its last 32 bits, is on a changed list."""
    inner = str(IPv4Address(int(address) & 0xFFFF_FFFF))
    return str(address).startswith(CHANGED) or inner.startswith(CHANGED)


def test_javascript_opens_every_encoder_of_python() -> None:
    root = Path(__file__).parents[2]
    source = root / "web" / "runtime" / "src" / "encoders" / "registry.ts"
    # It opens those of texts and sounds by the tables of the contract.
    names = set(encoder_names())
    for table in ("text_models", "sound_models"):
        names -= {each["name"] for each in contract(table).values()}
    assert [each for each in names if f'"{each}"' not in source.read_text("utf-8")] == []
