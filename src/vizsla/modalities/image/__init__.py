"""What people give, made into checked pixels.

The rooms: ``load`` is the door; ``read`` and ``url`` fetch bytes, ``formats`` tells what they are,
``decode`` opens them, ``colour`` and ``orient`` set them right, ``png`` and ``gif`` see to what
Pillow leaves; ``array`` checks arrays; ``resize`` brings pixels to a model's size; ``folder`` finds
pictures; ``limits``, ``wording`` and ``describe`` serve all.

Import from the rooms: this file stays empty, so that looking into a folder loads no Pillow.
"""
