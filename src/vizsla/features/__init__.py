"""What helps a function of texts: phrase lists, patterns, regular expressions.

All of it runs in time that is linear in the text's length, and the same in Python and JavaScript:
what is compiled here travels in a bundle as data.
"""
