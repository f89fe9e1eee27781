"""Checks of definitions and of finished packages: one small function each, whose docstring is its page."""
