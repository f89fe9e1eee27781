"""A film with captions, chapters, text version and further versions of it."""

from larpaket.activities.film.film import Film

__all__ = ["Film"]
