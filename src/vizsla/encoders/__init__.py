"""Encoders: input -> embedding, one file for each way."""
