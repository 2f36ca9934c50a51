"""Image description: a sentence, composed from a classifier's and a detector's answers."""
