"""Text to sound: which words are said, how they are pronounced, and by whose voice."""
