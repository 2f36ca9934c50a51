"""Answers and embeds many inputs on many machines, with Ray.

Importing this package does not import Ray, which ``vizsla[ray]`` brings. What runs on the workers
is in ``answer_part`` and ``embed_part``; the others run where the command or the program runs.
"""
