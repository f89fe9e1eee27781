"""The player: one page made from a learning module and `templates/player/`."""
