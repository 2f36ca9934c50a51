"""Speech: sounds to text, and text to sounds."""
