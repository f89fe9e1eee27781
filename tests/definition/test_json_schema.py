"""What the schemas for editors say, held against the reader: no definition that loads is refused, and what
does not load passes only where a schema cannot know better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from definition.conftest import FILM, MODULE, Load
from definition.test_golden import CASES, GOLDEN, PUBLISHER
from larpaket.activities import ACTIVITIES
from larpaket.definition.amounts import TimerSeconds, seconds
from larpaket.definition.json_schema import module_schema, publisher_schema
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.publisher import Publisher
from larpaket.definition.source import DEFINITION
from larpaket.definition.tree import read_tree
from larpaket.formats import FORMATS
from larpaket.problems import Problem, Severity

ROOT = Path(__file__).parents[2]
BEYOND = {
    "M108": "an editor says it of YAML itself, before any schema",
    "M109": "ids that are used twice",
    "M111": "the folder's name",
    "M118": "the files in the folder",
    "M119": "where links lead",
    "M120": "which languages the module has",
    "M122": "what is in a film",
    "M124": "the lock",
    "M125": "the lock",
    "M128": "what is in a picture",
    "M133": "an editor says it of YAML itself, before any schema",
    "M136": "the module's defaults, and the defaults of the keys that are left out",
    "M138": "who uses all of the activities",
    "M147": "what publisher.yaml says",
    "M152": "what is in a logo",
    "M160": "what the original says",
    "M161": "the original's version",
    "M166": "which modules there are, and which ids are used twice",
    "V101": "what is in captions",
    "V102": "what is in captions",
    "V104": "what is in captions",
    "V105": "what is in captions",
    "V106": "what is in captions, and how long the film is",
    "V107": "what is in captions",
    "V111": "what is in chapters",
}
"""Errors that a schema cannot find, by code, and what it would have to know."""


@cache
def validator(name: str) -> Any:
    schema = publisher_schema(FORMATS) if name == "publisher.yaml" else module_schema(ACTIVITIES)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def refusals(path: Path) -> list[str]:
    """What the schema says of a file: as our reader has it, all texts, and as an editor does."""
    found = []
    for values in readings(path):
        errors = validator(path.name).iter_errors(values)
        found += [f"{error.json_path}: {error.message[:200]}" for error in errors]
    return found


def readings(path: Path) -> Iterator[Any]:
    if (node := read_tree(path)[0]) is not None:
        yield node.plain()
    try:
        yield as_json(YAML(typ="safe", pure=True).load(path.read_text("utf-8")))
    except (YAMLError, OSError, ValueError) as error:
        if node is not None and not isinstance(error, YAMLError):
            raise


def as_json(value: Any) -> Any:
    """YAML's values as those of JSON: keys are texts there, and so are dates."""
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return str(value) if isinstance(value, date) else value


def files(project: Path) -> Iterator[tuple[Path, list[Problem]]]:
    """The definitions in a project that are YAML, each with its errors."""
    publisher: Publisher | None = PUBLISHER
    if (path := project / "publisher.yaml").exists():
        publisher, problems = load_publisher(path, FORMATS)
        if read_tree(path)[0] is not None:
            yield path, errors(problems)
    for path in sorted(project.glob(f"*/{DEFINITION}")):
        _, problems = load_module(path.parent, publisher or PUBLISHER, ACTIVITIES)
        if read_tree(path)[0] is not None:
            yield path, errors(problems)


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity is Severity.ERROR]


@pytest.mark.parametrize("name", CASES)
def test_the_schema_and_the_reader_agree(name: str) -> None:
    for path, found in files(GOLDEN / name / "in"):
        said = refusals(path)
        if not found:
            assert said == [], path
        elif not {problem.code for problem in found} <= set(BEYOND):
            assert said, [problem.text for problem in found]


def test_every_code_that_a_schema_cannot_find_is_one_that_it_did_not_find() -> None:
    missed = set[str]()
    for name in CASES:
        for path, found in files(GOLDEN / name / "in"):
            if found and not refusals(path):
                missed |= {problem.code for problem in found}
    assert set(BEYOND) - missed == set()


@pytest.mark.parametrize("project", ["modules", "tests/data/everything", "tests/data/project"])
def test_real_modules_pass(project: str) -> None:
    paths = [*(ROOT / project).glob("publisher.yaml"), *(ROOT / project).glob(f"*/{DEFINITION}")]
    assert len(paths) > 1
    for path in paths:
        assert refusals(path) == [], path


WORDS = st.sampled_from(["min", "Min", "minuter", "s", "sek", "SEKUNDER", "day", "veckor", "h", ""])


@given(count=st.integers(0, 4000), word=WORDS, space=st.sampled_from(["", " ", "  ", "\u00a0"]))
def test_a_time_is_a_time_for_both(count: int, word: str, space: str) -> None:
    from pydantic import TypeAdapter, ValidationError

    pattern = TypeAdapter(TimerSeconds).json_schema()["pattern"]
    text = f"{count}{space}{word}"
    try:
        TypeAdapter(TimerSeconds).validate_python(text)
    except ValidationError:
        assert not re.search(pattern, text)
    else:
        assert re.search(pattern, text)
        assert 60 <= seconds(text) <= 3000


ALIKE = [
    ("title: Mötet", "title: 2026", True),
    ("title: Mötet", "title: true", True),
    ("title: Mötet", "title: 2026-11-28", True),
    ("title: Mötet", "title: '👋 # 1'", True),
    ("title: Mötet", "title:", False),
    ("title: Mötet", f"title: {'a' * 200}", True),
    ("title: Mötet", f"title: {'a' * 201}", False),
    ("title: Mötet", "title: |\n  En\n  Två", False),
    ("title: Mötet", "title: >\n  En\n  Två", True),
    ("title: Mötet", "title:\n  sv: Mötet", True),
    ("title: Mötet", "title:\n  sv:\n    - Mötet", False),
    ("title: Mötet", "title:\n  svenska: Mötet", False),
    ('version: "1.0"', "version: 1.10", True),
    ('version: "1.0"', "version: 1", True),
    ('version: "1.0"', "version: v1", False),
    ("languages: [sv]\n", "", True),
    ("languages: [sv]", "languages: sv", False),
    ("languages: [sv]", "languages: [SV]", False),
    ("time: 5 min", "time: 51 min", False),
    ("time: 5 min", "time: 5", False),
    ("time: 5 min", "time: 90 s", True),
    ("time: 5 min", 'grouping: "pairs"', True),
    ("time: 5 min", "tme: 5 min", False),
    ("type: reflection", "type: reflektion", False),
    ("type: reflection", "type: reflection\n            required: 'false'", True),
    ("type: reflection", "type: reflection\n            required: no", False),
    ("type: reflection", "type: reflection\n            mode: individual\n            notes: lrs", True),
    ("type: reflection", "type: reflection\n            mode: group\n            notes: lrs", False),
    ("captions: film.vtt", "captions: ./film.vtt", True),
    ("captions: film.vtt", "captions: ../film.vtt", False),
    ("captions: film.vtt", "length: 2 s", False),
    ("captions: film.vtt", "audio_description: not-needed", True),
    ("captions: film.vtt", "audio_description:\n              video: film.mp4", True),
    ("captions: film.vtt", "audio_description: needed", False),
    ("captions: film.vtt", "sign_language:\n              captions: film.vtt", False),
    ("id: samtal", "id: con", False),
    ("id: samtal", "id: Samtal", False),
    ("title: Mötet", "title: Mötet\nnext: Läs [mer](https://www.example.se)", True),
    ("title: Mötet", "title: Mötet\nremove: [samtal]", False),
    ("title: Mötet", "title: Mötet\nrights: CC BY", False),
    ("title: Mötet", "title: Mötet\nrenamed:\n  samtalet: samtal", True),
    ("title: Mötet", "title: Mötet\nrenamed:\n  Samtalet: samtal", False),
]


@pytest.mark.parametrize(("old", "new", "fine"), ALIKE)
def test_what_one_takes_the_other_takes(load: Load, folder: Path, old: str, new: str, fine: bool) -> None:
    _, problems = load((old, new), text=MODULE + FILM)
    assert (errors(problems) == []) is fine, problems
    assert (refusals(folder / DEFINITION) == []) is fine


SCALE = """\
          - id: skattning
            type: estimate
            title: Skattning
            question: Hur gärna?
            words:
              1: Inte alls
              5: Fullt ut
"""


@pytest.mark.parametrize(
    ("old", "new", "fine"),
    [
        ("Hur", "Hur", True),
        ("question: Hur gärna?", "steps: 5", False),
        ("question: Hur gärna?", "question: Hur gärna?\n            steps: 4", False),
        ("question: Hur gärna?", "question: Hur gärna?\n            steps: '5'", True),
        ("question: Hur gärna?", "question: Hur gärna?\n            steps: 2", False),
        ("              5: Fullt ut\n", "", False),
        ("5: Fullt ut", "5: Fullt ut\n              3:\n                sv: Så där", True),
        ("5: Fullt ut", "5: Fullt ut\n              6: Mer än så", False),
        ("5: Fullt ut", "5: Fullt ut\n            again: samtal", False),
    ],
)
def test_a_scale_is_a_scale_for_both(load: Load, folder: Path, old: str, new: str, fine: bool) -> None:
    _, problems = load((old, new), text=MODULE + SCALE)
    assert (errors(problems) == []) is fine, problems
    assert (refusals(folder / DEFINITION) == []) is fine


PUBLISHED = "name: Kommunen\nbase: https://larande.example.se\n"


@pytest.mark.parametrize(
    ("more", "fine"),
    [
        ("", True),
        ("unit: 12", True),
        ("unit: skola 12", False),
        ("formats: [web]", True),
        ("formats: [scorm13]", False),
        ("formats: []", False),
        ("media: [https://film.example.se]", True),
        ("media: [https://film.example.se/film]", False),
        ("lrs: {endpoint: 'http://localhost:8080/xapi', auth: key}", True),
        ("lrs: {endpoint: 'http://lrs.example.se/xapi'}", False),
        ("lrs:\n  auth: key", False),
        ("theme: {color: '#0B6E6E'}", True),
        ("theme: {color: 0b6e6e}", False),
        ("accessibility: https://www.example.se/tillganglighet?a=1#b", True),
        ("accessibility: www.example.se", False),
        ("privacy:\n  interests: Att lära", False),
        ("privacy:\n  interests: Att lära\n  legal_basis: legitimate-interests", True),
        ("privacy:\n  controller: {}", False),
    ],
)
def test_a_publisher_is_a_publisher_for_both(tmp_path: Path, more: str, fine: bool) -> None:
    path = tmp_path / "publisher.yaml"
    path.write_text(PUBLISHED + more, "utf-8")
    _, problems = load_publisher(path, FORMATS)
    assert (errors(problems) == []) is fine, problems
    assert (refusals(path) == []) is fine


def test_a_module_that_extends_another() -> None:
    overlay = {"id": "x", "version": "1.0", "extends": {"module": "../y", "version": 1.0}}
    more = {"changes": {"film": {"title": "Ny"}}, "remove": ["samtal"]}
    added = {"after": "film", "activity": {"type": "text", "id": "text", "title": "Text", "content": "a.md"}}
    schema = validator(DEFINITION)
    for fine in ({}, more, {"add": [added]}, {"add": added}, {"title": {"en": "New"}}):
        assert list(schema.iter_errors(overlay | fine)) == [], fine
    for wrong in (
        {"extends": {"module": "../y"}},
        {"changes": {"film": {"id": "new"}}},
        {"remove": "samtal"},
        {"add": [added | {"before": "samtal"}]},
        {"add": [{"after": "film"}]},
    ):
        assert not schema.is_valid(overlay | wrong), wrong
    assert not schema.is_valid({key: overlay[key] for key in ("id", "extends")})


@pytest.mark.parametrize("name", ["module.yaml", "publisher.yaml"])
def test_every_key_is_described(name: str) -> None:
    schema = validator(name).schema
    for called, model in [(name, schema), *schema["$defs"].items()]:
        for key, shape in model["properties"].items():
            assert shape.get("description", "").endswith((".", "`.")), f"{called}: {key}"
