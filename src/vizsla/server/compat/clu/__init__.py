"""The route of conversational language understanding (CLU)."""
