"""How well a function does on what it was not shown."""
