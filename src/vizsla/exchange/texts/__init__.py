"""Decodes texts and names in whatever encoding they are."""
