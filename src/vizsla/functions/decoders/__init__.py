"""The ways in which a detector's outputs become boxes."""
