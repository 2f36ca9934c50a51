"""Reads texts with their labels, from the files in which people have them.

``read_texts`` recognises the source; ``text_tables`` and ``text_records`` read tables,
``text_lines`` reads plain files of texts, and ``text_folders`` folders and archives of either.
"""
