"""Reads the exports of assistants: LUIS, CLU, Rasa, Dialogflow, Lex, wit.ai, Snips and others.

Each format is one file, which makes an ``Assistant`` of an export. ``assistant_files`` recognises
the format. An ``Assistant`` is plain data: it knows neither projects nor functions.
"""
