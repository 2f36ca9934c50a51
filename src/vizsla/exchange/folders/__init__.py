"""Tells what a dataset's folders and the files beside them say of its examples."""
