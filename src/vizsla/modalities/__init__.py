"""Modalities: the protocol that all of them implement, and one folder for each."""
