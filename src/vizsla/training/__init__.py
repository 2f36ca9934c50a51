"""Train a head on labelled embeddings: split -> fit -> calibrate -> threshold."""
