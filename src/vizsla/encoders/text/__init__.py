"""Encoders of texts: the tokenizer, and a transformer in exact arithmetic."""
