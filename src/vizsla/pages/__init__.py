"""Pages without a server: HTML files with one system of type, space and colour.

``render`` fills a template into the frame of ``base.html`` and ``style.css``. ``charts.html`` holds
the macros that draw charts, and ``axis`` computes their scales. ``inline`` puts data into a script
safely. ``open_page`` writes a page and opens it; ``showable`` is the base of results with a page.

A page is one file. Its Content-Security-Policy forbids it to load anything, so that it can be kept,
sent and opened anywhere, and nobody learns that it was opened.
"""
