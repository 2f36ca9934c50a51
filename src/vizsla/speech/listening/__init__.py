"""Sounds to text: where somebody speaks, and which words."""
