"""Images: reading, decoding, resizing, measuring, previews and metadata.

Import from the files: this one stays empty, so that looking into a folder loads no Pillow.
"""
