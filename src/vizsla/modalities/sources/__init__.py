"""Reads sources of any modality: paths, URLs, bytes and files, within limits."""
