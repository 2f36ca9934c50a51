"""From labelled pictures to a fitted head: read -> embed -> split -> fit."""
