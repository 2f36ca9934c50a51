from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The hook; the builder's own package is in no environment but that of a build."""
    interface = ModuleType("interface")
    monkeypatch.setattr(interface, "MetadataHookInterface", SimpleNamespace, raising=False)
    monkeypatch.setitem(sys.modules, "hatchling.metadata.plugin.interface", interface)
    for name in ("hatchling", "hatchling.metadata", "hatchling.metadata.plugin"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ReadmeHook(root=str(ROOT))


def test_the_links_of_the_readme_lead_to_the_repository(hook: Any) -> None:
    metadata: dict[str, Any] = {"version": "1.2.3", "urls": {"Repository": "https://example.org/v"}}
    hook.update(metadata)
    text = metadata["readme"]["text"]
    assert "](https://example.org/v/raw/v1.2.3/docs/images/describe.png)" in text
    assert "](https://example.org/v/blob/v1.2.3/docs/start.md)" in text
    assert "](docs/" not in text


def test_the_readme_is_unchanged_while_no_repository_is_named(hook: Any) -> None:
    metadata: dict[str, Any] = {"version": "1.2.3"}
    hook.update(metadata)
    assert metadata["readme"]["text"] == (ROOT / "README.md").read_text("utf-8")
