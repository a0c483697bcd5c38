"""Executes the collection: what is stale, two notebooks at a time, in the order of what they read."""
