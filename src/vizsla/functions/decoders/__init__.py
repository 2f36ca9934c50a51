"""Decoders: a detector's outputs to boxes, one file for each."""
