"""The pages of a definition's codes, by what they are about."""

from larpaket.definition.pages import files, ids, keys, overlays, publisher, reading, scale, values

DEFINITION_PAGES = (
    *reading.PAGES,
    *keys.PAGES,
    *values.PAGES,
    *scale.PAGES,
    *ids.PAGES,
    *files.PAGES,
    *overlays.PAGES,
    *publisher.PAGES,
)

__all__ = ["DEFINITION_PAGES"]
