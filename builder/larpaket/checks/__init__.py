"""Checks of definitions and of finished packages, anybody's: one small function each, its docstring its page (`rule.py`)."""
