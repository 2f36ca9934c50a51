"""Dates and times in a text: a grammar of each language as data, one reader for all."""
