"""LUIS's routes: prediction v3 and v2, and authoring."""
