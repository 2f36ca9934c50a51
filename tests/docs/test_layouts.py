"""The table of layouts tells what the reader says of each example."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from vizsla.exchange import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "data.md"
BOX = {"bbox": [0, 0, 9, 9], "image_id": 1, "category_id": 1}
TEXTS = {
    "notes.txt": "",
    "labels.csv": "path,label\nimages/1.jpg,oak\nimages/2.jpg,elm\n",
    "train/_classes.csv": "filename, oak, elm\n1.jpg, 1, 0\n2.jpg, 0, 1\n",
    "train/metadata.jsonl": '{"file_name": "1.jpg", "label": "oak"}\n',
    "data.yaml": "names: ['oak', 'elm']\n",
    "train/labels/1.txt": "0 0.5 0.5 0.2 0.2\n",
    "Annotations/1.xml": "<annotation><object><name>oak</name></object></annotation>",
    "annotations/instances_val.json": json.dumps(
        {
            "images": [{"id": 1, "file_name": "1.jpg"}],
            "categories": [{"id": 1, "name": "oak"}],
            "annotations": [BOX],
        }
    ),
    "_annotations.createml.json": json.dumps(
        [{"image": "1.jpg", "annotations": [{"label": "oak", "coordinates": {}}]}]
    ),
    "1.json": json.dumps({"imagePath": "1.jpg", "shapes": [{"label": "oak"}]}),
    "labels.json": json.dumps({"1.jpg": "oak"}),
    "annotations.xml": "<annotations><version>1.1</version>"
    '<image name="1.jpg"><tag label="oak"/></image></annotations>',
    "export.json": json.dumps(
        [
            {
                "image": "images/1.jpg",
                "source": "web",
                "id": 1,
                "species": "oak",
                "annotator": 1,
                "annotation_id": 9,
                "lead_time": 2.5,
                "created_at": "2026",
                "updated_at": "2026",
            }
        ]
    ),
    "utterances.csv": "utterance,intent,place\nhello there,greet,here\nhi,greet,\nhi,greet,\n"
    ",bye,\nsee you,bye,\n",
    "pairs.tsv": "hello there\tgreet\ngood morning\tgreet\nsee you soon\tbye\n",
    "train.csv": "text,category\nhello there,greet\nsee you,bye\n",
    "test.csv": "text,category\ngood morning,greet\nso long,bye\n",
    "export.jsonl": '{"text": "hello there", "label": ["greet"]}\n'
    '{"text": "see you", "label": ["bye"]}\n',
    "intents.json": '{"greet": ["hello there", "hi"], "bye": ["see you"]}',
    "good/1.txt": "I liked it.",
    "good/2.txt": "A fine evening.",
    "bad/1.txt": "It was far too loud.",
    "hello.txt": "hi\nhello there\ngood morning\n",
    "goodbye.txt": "bye\nsee you\n",
    "train.txt": "__label__greet hello there\n__label__bye see you\n",
    "README.md": "---\ndataset_info:\n  features:\n  - name: label\n    dtype:\n"
    "      class_label:\n        names:\n          '0': bad\n          '1': good\n---\n",
    "data/train-00000-of-00001.csv": "text,label\nso fine,1\nso sad,0\n",
    "tasks.json": json.dumps(
        [
            {
                "data": {"text": "so fine"},
                "annotations": [
                    {"result": [{"from_name": "mood", "value": {"choices": ["good"]}}]}
                ],
            }
        ]
    ),
    "luis.json": json.dumps(
        {
            "luis_schema_version": "7.0.0",
            "culture": "en-us",
            "intents": [{"name": "Greet"}, {"name": "None"}],
            "prebuiltEntities": [{"name": "number", "roles": []}],
            "utterances": [
                {"text": "hello there", "intent": "Greet", "entities": []},
                {"text": "hi", "intent": "Greet", "entities": []},
                {"text": "what is for lunch", "intent": "None", "entities": []},
            ],
        }
    ),
    "batch.json": json.dumps([{"text": "hello there", "intent": "Greet", "entities": []}]),
    "clu.json": json.dumps(
        {
            "projectFileVersion": "2022-05-01",
            "metadata": {"projectKind": "Conversation", "language": "en-us"},
            "assets": {
                "intents": [{"category": "Greet"}],
                "utterances": [{"text": "hello there", "intent": "Greet", "entities": []}],
            },
        }
    ),
    "bot.lu": "# Greet\n- hello there\n- hi\n",
    "domain.yml": "intents:\n- greet\n- bye\nentities:\n- city\n",
    "data/nlu.yml": "nlu:\n- intent: greet\n  examples: |\n    - hello there\n    - hi\n"
    "- intent: bye\n  examples: |\n    - off to [Rome](city)\n",
    "agent.json": '{"language": "en"}',
    "intents/greet.json": '{"name": "greet"}',
    "intents/greet_usersays_en.json": '[{"data": [{"text": "hello there"}]}]',
    "intents/greet/greet.json": '{"displayName": "greet"}',
    "intents/greet/trainingPhrases/en.json": '{"trainingPhrases": [{"parts": '
    '[{"text": "hello there"}]}]}',
    "Bot/BotLocales/en_US/Intents/Greet/Intent.json": '{"name": "Greet", "sampleUtterances": '
    '[{"utterance": "hello there"}]}',
    "app.json": '{"name": "Garden", "lang": "en"}',
    "utterances/utterances-1.json": '{"utterances": [{"text": "hello there", "intent": "greet"}]}',
    "train_text.txt": "so fine\nso sad\n",
    "train_labels.txt": "good\nbad\n",
    "skill.json": '{"interactionModel": {"languageModel": {"invocationName": "garden", '
    '"intents": [{"name": "Greet", "samples": ["hello there"]}]}}}',
    "watson.json": '{"intents": [{"intent": "greet", "examples": [{"text": "hello there"}]}], '
    '"counterexamples": [{"text": "what is for lunch"}]}',
    "snips.json": '{"language": "en", "intents": {"greet": {"utterances": [{"data": '
    '[{"text": "hello there"}]}]}}}',
    "vizsla.jsonl": '{"file_name": "train/oak/1.jpg", "label": "oak"}\n',
}


def rows() -> Iterator[tuple[str, str, list[str], str]]:
    modality = "image"
    for line in PAGE.read_text("utf-8").splitlines():
        if line == "### Texts":
            modality = "text"
        cells = [each.strip() for each in line.strip("|").split("|")]
        if line.startswith("|") and "`" in cells[1]:
            yield modality, cells[0], re.findall("`([^`]+)`", cells[1]), cells[2]


@pytest.mark.parametrize(("modality", "name", "files", "line"), list(rows()))
def test_a_layout_is_understood_as_the_page_says(
    tmp_path: Path, modality: str, name: str, files: list[str], line: str
) -> None:
    for file in files:
        path = tmp_path / "data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.endswith(".jpg"):
            Image.new("RGB", (9, 9)).save(path)
        else:
            path.write_text(TEXTS[file], "utf-8")
    found = read_source(tmp_path / "data", modality=modality)
    assert found.summary == line, name
    assert not found.problems
