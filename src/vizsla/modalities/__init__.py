"""The kinds of input: one folder for each modality, and the protocol that all of them follow."""
