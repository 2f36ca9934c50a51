"""From a fitted head to a bundle: the gates, the card, the files."""
