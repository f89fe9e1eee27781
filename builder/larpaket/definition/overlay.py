"""An overlay: a module that takes over another one, the original, and writes only what differs.

`extends` names the original, `changes` has new values by id, `remove` ids, `add` further activities. The two
trees become one, whose nodes know the file that they came from, so that every later problem points into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from larpaket.definition.codes import Code
from larpaket.definition.fields import did_you_mean
from larpaket.definition.source import DEFINITION, at
from larpaket.definition.tree import Node, read_tree
from larpaket.problems import Place, Problem

_DEEPEST = 5
_OWN = ("extends", "changes", "remove", "add")
# What an overlay has for itself, although the original has it too.
_NEVER_TAKEN = ("id", "version", "renamed")


@dataclass(frozen=True, slots=True)
class Original:
    """The module that an overlay extends. `tree` is its own definition, merged if it extends another. `base`
    is its publisher's, "" if there is none beside it; `wanted` is the version that the overlay was made
    against, and where that is written.
    """

    folder: Path
    tree: Node
    id: str
    version: str
    base: str
    wanted: Node


class OverlayError(Exception):
    """What keeps an overlay from being merged."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].text)
        self.problems = list(problems)


def merged(path: Path, node: Node) -> tuple[Node | None, tuple[Original, ...], list[Problem]]:
    """The whole definition, the originals from the nearest to the farthest, and problems; None if the
    overlay cannot be merged. A definition that extends nothing is itself.
    """
    try:
        tree, originals, problems = _merged(path, node, 0)
    except OverlayError as error:
        return None, (), error.problems
    return tree, originals, problems


def _merged(path: Path, node: Node, depth: int) -> tuple[Node, tuple[Original, ...], list[Problem]]:
    extends = node.get("extends")
    if not extends:
        found = [_alone(node.keys[key], key) for key in _OWN[1:] if node.get(key)]
        if isinstance(node.value, dict):
            node.value = {key: value for key, value in node.value.items() if key not in _OWN}
        return node, (), found
    if depth == _DEEPEST:
        text = f"more than {_DEEPEST} modules extend each other, or they extend themselves in a circle"
        raise OverlayError(at(extends.place, Code.BAD_OVERLAY, text, "extend the original itself"))
    folder, wanted = _named(path, extends)
    original, problems = read_tree(folder / DEFINITION)
    if original is None:
        raise OverlayError(*problems)
    below, originals, found = _merged(folder / DEFINITION, original, depth + 1)
    first = Original(folder, below, _text(below, "id"), _text(below, "version"), _base(folder), wanted)
    tree = deepcopy(below)
    _in_languages(tree, node)
    unknown = _unknown_keys(extends, "extends", ("module", "version"))
    own = [*unknown, *_changed(tree, node), *_removed(tree, node), *_added(tree, node)]
    _taken_over(tree, node)
    return tree, (first, *originals), [*problems, *found, *own]


def _named(path: Path, extends: Node) -> tuple[Path, Node]:
    """The original's folder, and the version that the overlay was made against."""
    module, version = extends.get("module"), extends.get("version")
    for key, value in (("module", module), ("version", version)):
        if value is None or not isinstance(value.value, str) or not value.value.strip():
            help = 'write `extends:`, and below it `module: ../original` and `version: "1.0"`'
            raise OverlayError(at(extends.place, Code.BAD_OVERLAY, f"`extends` needs `{key}`", help))
    assert module
    assert version
    assert isinstance(module.value, str)
    folder = (path.parent / module.value).resolve()
    if not (folder / DEFINITION).is_file():
        near = sorted(one.parent.name for one in path.parent.parent.glob(f"*/{DEFINITION}"))
        help = did_you_mean(module.value, [f"../{name}" for name in near]) or (
            "write the path of its folder from this one, as in `../original`"
        )
        text = f"there is no module `{module.value}`"
        raise OverlayError(at(module.place, Code.BAD_OVERLAY, text, help))
    if folder == path.parent.resolve():
        text = "the module extends itself"
        raise OverlayError(at(module.place, Code.BAD_OVERLAY, text, "name the original"))
    return folder, version


def _in_languages(tree: Node, overlay: Node) -> None:
    """Leave out the original's texts in languages that the overlay does not have."""
    wanted, has = overlay.get("languages"), tree.get("languages")
    if not wanted or not has or not isinstance(wanted.plain(), list):
        return
    keep, known = set(map(str, wanted.plain())), set(map(str, has.plain()))
    for found in tree.maps():
        if (
            isinstance(found.value, dict)
            and found.value
            and set(found.value) <= known
            and keep & set(found.value)
        ):
            for language in set(found.value) - keep:
                del found.value[language]


def _changed(tree: Node, overlay: Node) -> Iterator[Problem]:
    changes = overlay.get("changes")
    if not changes:
        return
    if not isinstance(changes.value, dict):
        yield at(changes.place, Code.BAD_OVERLAY, "`changes` has ids as its keys", _CHANGES)
        return
    by_id = _by_id(tree)
    for id, new in changes.value.items():
        found = by_id.get(id)
        if found is None:
            yield _unknown(changes.keys[id], id, by_id)
        elif not isinstance(new.value, dict):
            yield at(new.place, Code.BAD_OVERLAY, f"the changes of `{id}` are keys and values", _CHANGES)
        elif "id" in new.value:
            text = "an id cannot be changed: learners' results depend on it"
            yield at(new.keys["id"], Code.BAD_OVERLAY, text, "remove this line")
        else:
            _replace(found.node, new)


def _removed(tree: Node, overlay: Node) -> Iterator[Problem]:
    remove = overlay.get("remove")
    if not remove:
        return
    if not isinstance(remove.value, list):
        yield at(remove.place, Code.BAD_OVERLAY, "`remove` is a list of ids", "write `- ` before each id")
        return
    for item in remove.value:
        by_id = _by_id(tree)
        found = by_id.get(item.value) if isinstance(item.value, str) else None
        if found is None:
            yield _unknown(item.place, str(item.plain()), by_id)
            continue
        found.siblings.remove(found.node)
        _drop_empty(tree)


def _added(tree: Node, overlay: Node) -> Iterator[Problem]:
    add = overlay.get("add")
    if not add:
        return
    for item in add.value if isinstance(add.value, list) else [add]:
        yield from _unknown_keys(item, "add", ("after", "before", "activity"))
        places = [key for key in ("after", "before") if item.get(key)]
        activity = item.get("activity")
        if not activity or len(places) != 1:
            yield at(item.place, Code.BAD_OVERLAY, "what is added needs a place and an activity", _ADD)
            continue
        beside = item.get(places[0])
        assert beside
        by_id = _by_id(tree, "activities")
        found = by_id.get(str(beside.plain()))
        if found is None:
            yield _unknown(beside.place, str(beside.plain()), by_id)
            continue
        index = next(at for at, one in enumerate(found.siblings) if one is found.node)
        found.siblings.insert(index + (places[0] == "after"), activity)


def _taken_over(tree: Node, overlay: Node) -> None:
    """Give the tree the overlay's own keys, in place of the original's."""
    assert isinstance(tree.value, dict)
    assert isinstance(overlay.value, dict)
    for key in _NEVER_TAKEN:
        tree.value.pop(key, None)
        tree.keys.pop(key, None)
    own = {key: value for key, value in overlay.value.items() if key not in _OWN}
    _replace(tree, Node(own, overlay.place, keys=overlay.keys))
    first = {key: tree.value[key] for key in _NEVER_TAKEN if key in tree.value}
    tree.value = first | tree.value
    tree.place = overlay.place


def _replace(old: Node, new: Node) -> None:
    """Put the values of `new` in place of the old; in a text by language, only the languages that are new."""
    assert isinstance(old.value, dict)
    assert isinstance(new.value, dict)
    for key, value in new.value.items():
        before = old.value.get(key)
        old.keys[key] = new.keys[key]
        if before and _is_by_language(before) and _is_by_language(value):
            _replace(before, value)
        else:
            old.value[key] = value


def _is_by_language(node: Node) -> bool:
    return isinstance(node.value, dict) and all(len(key) in (2, 3) or "-" in key for key in node.value)


@dataclass(frozen=True, slots=True)
class _Found:
    node: Node
    siblings: list[Node]


def _by_id(tree: Node, within: str = "") -> dict[str, _Found]:
    """The parts that have an id; with `within`, only those in lists of that key."""
    found: dict[str, _Found] = {}
    for owner in tree.maps():
        for key, child in owner.value.items() if isinstance(owner.value, dict) else ():
            for one in child.value if isinstance(child.value, list) and within in ("", key) else ():
                id = one.get("id")
                if id and isinstance(id.value, str) and isinstance(child.value, list):
                    found.setdefault(id.value, _Found(one, child.value))
    return found


def _drop_empty(tree: Node) -> None:
    """Leave out steps without activities, and sections without steps."""
    sections = tree.get("sections")
    for section in list(sections.value) if sections and isinstance(sections.value, list) else []:
        steps = section.get("steps")
        if not steps or not isinstance(steps.value, list):
            continue
        steps.value[:] = [step for step in steps.value if not _is_empty(step.get("activities"))]
        if not steps.value and sections and isinstance(sections.value, list):
            sections.value.remove(section)


def _is_empty(node: Node | None) -> bool:
    return node is not None and node.value == []


def _text(tree: Node, key: str) -> str:
    found = tree.get(key)
    return found.value if found and isinstance(found.value, str) else ""


def _base(folder: Path) -> str:
    path = folder.parent / "publisher.yaml"
    publisher = read_tree(path)[0] if path.is_file() else None
    return _text(publisher, "base") if publisher else ""


def _unknown(place: Place, id: str, known: dict[str, _Found]) -> Problem:
    help = did_you_mean(id, list(known)) or "`larpaket show` on the original lists its ids"
    return at(place, Code.BAD_OVERLAY, f"the original has no `{id}`", help)


def _unknown_keys(node: Node, owner: str, known: tuple[str, ...]) -> Iterator[Problem]:
    for key, place in node.keys.items():
        if key not in known:
            help = did_you_mean(key, list(known)) or f"its keys are {', '.join(f'`{one}`' for one in known)}"
            yield at(place, Code.BAD_OVERLAY, f"`{key}` is not a key of `{owner}`", help)


def _alone(place: Place, key: str) -> Problem:
    text = f"`{key}` is for a module that extends another"
    return at(place, Code.BAD_OVERLAY, text, "add `extends:` with the original's `module` and `version`")


_CHANGES = "write the id, and below it what is new: `samtal:`, and indented below that `title: Ett nytt namn`"
_ADD = "write `- after: film`, and below it `activity:` with all of its keys"
