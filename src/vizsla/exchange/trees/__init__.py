"""Where files come from: a folder on disk, or an archive that is never unpacked."""
