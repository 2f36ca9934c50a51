"""Find numbers, units, addresses and answers in sentences: tables of a language, one matcher.

A text becomes tokens; every finder walks them once from left to right, and takes the longest
phrase at each place. What a language says is data, ``contract/text/packs``, that JavaScript reads
too. No finder backtracks over a text: time grows with its length.
"""
