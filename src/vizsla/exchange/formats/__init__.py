"""The formats of tables and of other tools, each read into the rows of a table."""
