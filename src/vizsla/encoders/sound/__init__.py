"""The encoder of sounds: a network that was trained on speech, beside plain spectral features."""
