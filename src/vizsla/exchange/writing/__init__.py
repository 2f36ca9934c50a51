"""Writes a dataset that other tools read."""
