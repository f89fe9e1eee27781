"""The reference of all keys says what the models say."""

from __future__ import annotations

import pytest

from larpaket.activities import ACTIVITIES
from larpaket.definition.json_schema import module_schema, publisher_schema
from larpaket.formats import FORMATS
from tools.keys import DOCUMENT, Page, document

SCHEMAS = {"module.yaml": module_schema(ACTIVITIES), "publisher.yaml": publisher_schema(FORMATS)}


def test_it_is_made_from_the_models() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "run `python tests/tools/keys.py`"


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_object_has_a_table(name: str) -> None:
    text, page = DOCUMENT.read_text("utf-8"), Page(SCHEMAS[name])
    assert {called for called, _ in page.objects()} >= set(SCHEMAS[name]["$defs"])
    for called, _ in page.objects():
        assert text.count(f"### {page.called(called)}\n") == 1


def test_a_shape_without_words_stops_it() -> None:
    schema = {"properties": {"hue": {"type": "string", "pattern": "^x$"}}, "$defs": {}}
    with pytest.raises(LookupError, match="what `hue` takes"):
        list(Page(schema).table(schema))
