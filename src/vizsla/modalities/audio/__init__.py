"""Sounds: the formats that are read, one channel at one rate, whole or block by block."""
