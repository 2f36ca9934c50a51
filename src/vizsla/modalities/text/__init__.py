"""Texts: reading, checking, measuring and showing them."""
