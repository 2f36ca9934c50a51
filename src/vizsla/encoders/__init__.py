"""Encoders: an input to its embedding, one file for each kind."""
