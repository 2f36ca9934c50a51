"""What LUIS's and CLU's answers are made of: intents, entities and their places in a text."""
