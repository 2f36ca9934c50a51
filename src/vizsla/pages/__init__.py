"""Pages to look at with no server: one system of type, space and colour for all of them.

The rooms: ``render`` fills a template into the frame of ``base.html`` and ``style.css``;
``charts.html`` holds the macros that draw, ``axis`` their scales; ``thumbnail`` and ``heat`` make
pictures into data URIs; ``inline`` puts data into a script safely; ``show`` writes a page and opens
it.

A page is one file that refers to nothing outside of itself, and its Content-Security-Policy
forbids it to: it can be kept, sent and opened anywhere, and tells nobody that it was.
"""
