"""LUIS's authoring: apps, their versions, training and publishing."""
