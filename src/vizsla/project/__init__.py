"""A project: the whole loop, and learning from a folder in one line."""
