"""Numbered migrations of the store of facts."""
