"""Rows of files and labels: their columns, their values, and the files that they name."""
