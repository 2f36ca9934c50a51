"""Small exports of assistants, made up for tests; each has a greeting and an order of a tree."""

from __future__ import annotations

from typing import Any

__all__ = ["CORPUS", "FOLDERS", "JSON_FILES", "MARKUP"]

RASA_YAML = r"""version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello there
    - no
- intent: order
  examples: |
    - plant [two](number:2) [oaks]{"entity": "tree", "role": "new", "value": "oak"}
    - plant an [elm](tree)
- intent: bye
  examples:
  - text: |
      see you
    metadata:
      sentiment: neutral
- synonym: oak
  examples: |
    - oaks
    - an oak
- synonym: spade
  examples: |
    - shovel
- lookup: place
  examples: |
    - garden
- regex: tree
  examples: |
    - [a-z]+ tree
- regex: code
  examples: |
    - g-[0-9]{3}
stories:
- story: x
"""
RASA_MARKDOWN = """## intent:greet
- hello there
* no

## intent:order
- plant an [elm](tree)

## synonym:elm
- elms

## lookup:place
- garden
"""
DOMAIN = """intents:
- greet
- order: {use_entities: true}
- nothing
entities:
- tree:
    roles: [new, old]
- place
responses:
  utter_greet: [{text: hi}]
"""
LU = """> !# @app.name = Garden
> !# @app.culture = en-us
> a comment
[other](./other.lu)
# greet
- hello there
* hi

# order now
- plant {@tree=oaks}
- plant {@order={@amount=two} elms} now
- from {from=Berlin} to {city:to=Rome}
- plant {tree}[ please]

@ ml order usesFeature verbs
@ order =
    - @ number amount
    - @ tree
@ list tree hasRoles new, old =
    - oak :
        - oaks
        - an oak
    - elm: elms; the elm
@ regex code = /g-[0-9]{3}/
@ prebuilt number
@ patternany title
@ composite both = [tree, number]
@ ml city hasRoles from, to
@ phraselist verbs(interchangeable) =
    - plant, dig
    - sow
@ intent "order now" usesFeature verbs
# ? who are you
```
a garden
```
"""
RASA_JSON: dict[str, Any] = {
    "rasa_nlu_data": {
        "common_examples": [
            {"text": "hello there", "intent": "greet", "entities": []},
            {
                "text": "plant an elm",
                "intent": "order",
                "entities": [{"start": 9, "end": 12, "value": "elm tree", "entity": "tree"}],
            },
        ],
        "entity_synonyms": [{"value": "elm", "synonyms": ["elms", "elm"]}],
        "regex_features": [{"name": "code", "pattern": "g-[0-9]{3}"}],
        "lookup_tables": [{"name": "place", "elements": ["garden"]}],
    }
}
SNIPS: dict[str, Any] = {
    "language": "en",
    "intents": {
        "greet": {"utterances": [{"data": [{"text": "hello there"}]}]},
        "order": {
            "utterances": [
                {
                    "data": [
                        {"text": "plant "},
                        {"text": "two", "entity": "snips/number", "slot_name": "amount"},
                        {"text": " "},
                        {"text": "oaks", "entity": "tree", "slot_name": "tree"},
                    ]
                }
            ]
        },
    },
    "entities": {
        "tree": {
            "automatically_extensible": False,
            "use_synonyms": True,
            "data": [{"value": "oak", "synonyms": ["oaks"]}],
            "matching_strictness": 1.0,
        },
        "snips/number": {},
    },
}
SNIPS_BENCHMARK: dict[str, Any] = {
    "greet": [{"data": [{"text": "hello there"}]}],
    "order": [{"data": [{"text": "plant "}, {"text": "oaks", "entity": "tree"}]}],
}
CORPUS: dict[str, Any] = {
    "name": "Garden",
    "desc": "",
    "lang": "en",
    "sentences": [
        {"text": "hello there", "intent": "greet", "entities": [], "training": True},
        {
            "text": "can't you plant 2 elm-trees?",
            "intent": "order",
            "entities": [{"entity": "tree", "start": 6, "stop": 8, "text": "elm-trees"}],
            "training": False,
        },
    ],
}
TAGGED: dict[str, Any] = {
    "intents": [
        {"tag": "greet", "patterns": ["hello there", "hi"], "responses": ["hello"]},
        {"tag": "order", "patterns": ["plant an oak"], "responses": []},
    ]
}
WATSON: dict[str, Any] = {
    "name": "Garden",
    "language": "en",
    "intents": [
        {"intent": "greet", "examples": [{"text": "hello there"}], "description": ""},
        {
            "intent": "order",
            "examples": [
                {"text": "plant oaks", "mentions": [{"entity": "tree", "location": [6, 10]}]}
            ],
        },
    ],
    "entities": [
        {
            "entity": "tree",
            "values": [
                {"type": "synonyms", "value": "oak", "synonyms": ["oaks"]},
                {"type": "patterns", "value": "code", "patterns": ["g-[0-9]{3}"]},
            ],
            "fuzzy_match": True,
        },
        {"entity": "sys-number", "values": []},
    ],
    "counterexamples": [{"text": "what is for lunch"}],
    "dialog_nodes": [{"type": "standard"}],
}
ALEXA: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "garden",
            "intents": [
                {"name": "greet", "samples": ["hello there"]},
                {
                    "name": "order",
                    "slots": [{"name": "Tree", "type": "Trees", "samples": []}],
                    "samples": ["plant an {Tree}"],
                },
                {"name": "AMAZON.StopIntent", "samples": []},
            ],
            "types": [
                {"name": "Trees", "values": [{"name": {"value": "oak", "synonyms": ["oaks"]}}]}
            ],
        },
        "dialog": {"intents": []},
    }
}
LEX_V1: dict[str, Any] = {
    "metadata": {"schemaVersion": "1.0", "importType": "LEX", "importFormat": "JSON"},
    "resource": {
        "name": "Garden",
        "version": "1",
        "locale": "en-US",
        "intents": [
            {"name": "greet", "version": "1", "sampleUtterances": ["hello there"], "slots": []},
            {
                "name": "order",
                "version": "1",
                "sampleUtterances": ["plant {howMany} {Tree}", "an {Tree} please"],
                "slots": [
                    {"name": "howMany", "slotType": "AMAZON.NUMBER", "priority": 1},
                    {"name": "Tree", "slotType": "Trees", "sampleUtterances": ["a {Tree}"]},
                ],
            },
        ],
        "slotTypes": [
            {
                "name": "Trees",
                "version": "1",
                "enumerationValues": [
                    {"value": "oak", "synonyms": ["oaks"]},
                    {"value": "elm", "synonyms": []},
                ],
                "valueSelectionStrategy": "TOP_RESOLUTION",
            }
        ],
        "childDirected": False,
    },
}
_LOCALE = "Garden/BotLocales/en_US"
LEX_V2: dict[str, object] = {
    "Manifest.json": {"metaData": {"schemaVersion": "1", "fileFormat": "LexJson"}},
    "Garden/Bot.json": {"name": "Garden", "identifier": "X"},
    f"{_LOCALE}/BotLocale.json": {"name": "English (US)", "identifier": "en_US"},
    f"{_LOCALE}/Intents/greet/Intent.json": {
        "name": "greet",
        "identifier": "A",
        "sampleUtterances": [{"utterance": "hello there"}],
        "parentIntentSignature": None,
    },
    f"{_LOCALE}/Intents/order/Intent.json": {
        "name": "order",
        "identifier": "B",
        "sampleUtterances": [{"utterance": "plant an {Tree}"}],
        "slotPriorities": [{"priority": 1, "slotName": "Tree"}],
    },
    f"{_LOCALE}/Intents/order/Slots/Tree/Slot.json": {"name": "Tree", "slotTypeName": "Trees"},
    f"{_LOCALE}/Intents/FallbackIntent/Intent.json": {
        "name": "FallbackIntent",
        "parentIntentSignature": "AMAZON.FallbackIntent",
        "sampleUtterances": None,
    },
    f"{_LOCALE}/SlotTypes/Trees/SlotType.json": {
        "name": "Trees",
        "slotTypeValues": [{"sampleValue": {"value": "oak"}, "synonyms": [{"value": "oaks"}]}],
        "valueSelectionSetting": {"resolutionStrategy": "TOP_RESOLUTION"},
    },
}
DIALOGFLOW_ES: dict[str, object] = {
    "agent.json": {"displayName": "Garden", "language": "en", "supportedLanguages": ["de"]},
    "package.json": {"version": "1.0.0"},
    "intents/greet.json": {"id": "1", "name": "greet", "auto": True, "responses": [{"lang": "en"}]},
    "intents/greet_usersays_en.json": [
        {"id": "a", "data": [{"text": "hello there", "userDefined": False}], "isTemplate": False}
    ],
    "intents/greet_usersays_de.json": [
        {"id": "b", "data": [{"text": "guten Tag"}], "isTemplate": False, "lang": "de"}
    ],
    "intents/order.json": {"id": "2", "name": "order now"},
    "intents/order_usersays_en.json": [
        {
            "id": "c",
            "data": [
                {"text": "plant "},
                {"text": "two", "meta": "@sys.number", "alias": "amount", "userDefined": True},
                {"text": " "},
                {"text": "oaks", "meta": "@tree", "alias": "tree"},
                {"text": " now", "meta": "@sys.ignore"},
            ],
            "isTemplate": False,
            "count": 0,
        },
        {"id": "d", "data": [{"text": "an @tree:tree please"}], "isTemplate": True},
    ],
    "intents/Default Fallback Intent.json": {
        "name": "Default Fallback Intent",
        "fallbackIntent": True,
    },
    "intents/Default Fallback Intent_usersays_en.json": [
        {"id": "e", "data": [{"text": "what is for lunch"}]}
    ],
    "entities/tree.json": {"id": "3", "name": "tree", "isRegexp": False, "isEnum": False},
    "entities/tree_entries_en.json": [{"value": "oak", "synonyms": ["oak", "oaks"]}],
    "entities/code.json": {"id": "4", "name": "code", "isRegexp": True},
    "entities/code_entries_en.json": [{"value": "g-[0-9]{3}", "synonyms": ["g-[0-9]{3}"]}],
}
DIALOGFLOW_CX: dict[str, object] = {
    "agent.json": {"displayName": "Garden", "defaultLanguageCode": "en"},
    "flows/Start/Start.json": {"name": "x"},
    "intents/greet/greet.json": {"name": "1", "displayName": "greet"},
    "intents/greet/trainingPhrases/en.json": {
        "trainingPhrases": [{"id": "a", "parts": [{"text": "hello there"}], "repeatCount": 1}]
    },
    "intents/order/order.json": {
        "name": "2",
        "displayName": "order now",
        "parameters": [
            {"id": "what", "entityType": "@tree", "isList": False},
            {"id": "amount", "entityType": "@sys.number"},
        ],
    },
    "intents/order/trainingPhrases/en.json": {
        "trainingPhrases": [
            {
                "id": "b",
                "parts": [
                    {"text": "plant ", "auto": True},
                    {"text": "two", "parameterId": "amount"},
                    {"text": " "},
                    {"text": "oaks", "parameterId": "what"},
                ],
                "repeatCount": 1,
                "languageCode": "en",
            }
        ]
    },
    "entityTypes/tree/tree.json": {"displayName": "tree", "kind": "KIND_MAP"},
    "entityTypes/tree/entities/en.json": {
        "entities": [{"value": "oak", "synonyms": ["oak", "oaks"], "languageCode": "en"}]
    },
}
WIT: dict[str, object] = {
    "Garden/app.json": {"version": "20240304", "name": "Garden", "lang": "en", "private": True},
    "Garden/intents/greet.json": {"name": "greet"},
    "Garden/intents/order.json": {"name": "order"},
    "Garden/entities/tree.json": {
        "name": "tree",
        "roles": ["tree", "new"],
        "lookups": ["free-text", "keywords"],
        "keywords": [{"keyword": "oak", "synonyms": ["oaks"]}],
    },
    "Garden/traits/mood.json": {"name": "mood"},
    "Garden/utterances/utterances-1.json": {
        "utterances": [
            {"text": "hello there", "intent": "greet", "entities": [], "traits": []},
            {
                "text": "plant two oaks",
                "intent": "order",
                "entities": [
                    {"entity": "wit$number:number", "start": 6, "end": 9, "body": "two"},
                    {"entity": "tree:new", "start": 10, "end": 14, "body": "oaks", "entities": []},
                ],
                "traits": [{"trait": "mood", "value": "calm"}],
            },
            {"text": "what is for lunch", "entities": [], "traits": []},
        ]
    },
}
OLD_WIT: dict[str, object] = {
    "Garden/app.json": {"version": "20170307", "data": {"name": "Garden", "lang": "en"}},
    "Garden/expressions.json": {
        "data": [
            {"text": "hello there", "entities": [{"entity": "intent", "value": '"greet"'}]},
            {
                "text": "plant oaks",
                "entities": [
                    {"entity": "intent", "value": '"order"'},
                    {"entity": "tree", "value": '"oak"', "start": 6, "end": 10},
                ],
            },
        ]
    },
    "Garden/entities/tree.json": {
        "data": {
            "name": "tree",
            "lookups": ["keywords"],
            "values": [{"value": "oak", "expressions": ["oaks"]}],
        }
    },
}
RASA_PROJECT: dict[str, object] = {
    "config.yml": "language: en\n",
    "domain.yml": DOMAIN,
    "data/training_data.yml": RASA_YAML,
    "data/test_data.yml": "nlu:\n- intent: greet\n  examples: |\n    - hi\n",
}
JSON_FILES: dict[str, Any] = {
    "Rasa's JSON": RASA_JSON,
    "Snips": SNIPS,
    "Snips' benchmark": SNIPS_BENCHMARK,
    "NLU corpus": CORPUS,
    "Intents by name": TAGGED,
    "Intents' examples": [
        {"intent": "greet", "examples": ["hello there", "hi"]},
        {"intent": "order", "examples": ["plant an oak"]},
    ],
    "Lex V1": LEX_V1,
    "Watson Assistant": WATSON,
    "Alexa": ALEXA,
}
MARKUP: dict[str, tuple[str, str]] = {
    "Rasa's YAML": ("nlu.yml", RASA_YAML),
    "Rasa's Markdown": ("nlu.md", RASA_MARKDOWN),
    "Bot Framework's .lu": ("garden.lu", LU),
}
FOLDERS: dict[str, dict[str, object]] = {
    "Rasa": RASA_PROJECT,
    "Dialogflow ES": DIALOGFLOW_ES,
    "Dialogflow CX": DIALOGFLOW_CX,
    "Lex V2": LEX_V2,
    "wit.ai": WIT,
    "wit.ai before 2020": OLD_WIT,
}
