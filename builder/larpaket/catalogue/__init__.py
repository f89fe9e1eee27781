"""Catalogues: several modules as one package."""
