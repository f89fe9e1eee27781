"""What an LRS stores, in a SQLite file. What a request has changed is on the disk before it is answered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from .documents import Document, Key
from .multipart import Part

_SCHEMA = """
CREATE TABLE IF NOT EXISTS statement (number INTEGER PRIMARY KEY, stored TEXT, unsent TEXT, content BLOB);
CREATE TABLE IF NOT EXISTS kept (name TEXT, key TEXT, value TEXT, content BLOB, PRIMARY KEY (name, key));
"""
_VERSION = 1


class DiskError(Exception):
    """The file cannot be used; the text says why."""


class Disk:
    """A SQLite file. One process at a time may use it: the other is told so."""

    def __init__(self, path: Path) -> None:
        """Open or make it; DiskError if that is impossible."""
        try:
            self._connection = sqlite3.connect(
                path, check_same_thread=False, isolation_level=None, timeout=0.5
            )
            run = self._connection.execute
            run("PRAGMA locking_mode = EXCLUSIVE")
            run("PRAGMA journal_mode = WAL")
            run("PRAGMA synchronous = FULL")
            version = run("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                raise DiskError(f"{path} was written by a later release: update larpaket")
            run("BEGIN IMMEDIATE")
            for statement in _SCHEMA.strip().split("\n"):
                run(statement)
            run(f"PRAGMA user_version = {_VERSION}")
            run("COMMIT")
        except sqlite3.DatabaseError as error:
            raise DiskError(f"{path} {_why(path, str(error))}") from error
        self.statements = _Statements(self)

    def kept(self, name: str) -> Any:
        """The documents or attachments of that name, as a dict that writes through."""
        return _Kept(self, name, _ATTACHMENT if name == "attachment" else _DOCUMENT)

    def write(self, sql: str, *values: object) -> None:
        """Change something, in a transaction that `commit` ends."""
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN")
        self._connection.execute(sql, values)

    def read(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows, one after another."""
        return iter(self._connection.execute(sql, values))

    def commit(self) -> None:
        """Put what was changed on the disk."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let another process have the file."""
        self._connection.close()


def _why(path: Path, said: str) -> str:
    """Why SQLite could not use the file, and what helps."""
    if "locked" in said:
        return "cannot be opened: another process uses it: end that one, or name another file"
    if "not a database" in said or "malformed" in said:
        return f"is not an LRS's file ({said}): name another file"
    if path.is_dir():
        return "cannot be opened: it is a folder: name a file in it"
    folder = path.absolute().parent
    if not folder.is_dir():
        return f"cannot be opened: there is no folder {folder}: make the folder, or name another file"
    return f"cannot be opened or made: may you write in its folder? ({said})"


class _Statements:
    """The contents of a `StatementStore`."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._count: int = next(disk.read("SELECT count(*) FROM statement"))[0]

    def __getitem__(self, number: int, /) -> bytes:
        return bytes(next(self._disk.read("SELECT content FROM statement WHERE number = ?", number))[0])

    def append(self, content: bytes, stored: datetime, unsent: tuple[str, ...]) -> None:
        self._disk.write(
            "INSERT INTO statement VALUES (?, ?, ?, ?)",
            self._count,
            stored.isoformat(),
            " ".join(unsent),
            content,
        )
        self._count += 1

    def all(self) -> Iterator[tuple[bytes, datetime, tuple[str, ...]]]:
        for content, stored, unsent in self._disk.read(
            "SELECT content, stored, unsent FROM statement ORDER BY number"
        ):
            yield content, datetime.fromisoformat(stored), tuple(unsent.split())


class _Form:
    """How a value is written: what JSON can say of it, and its bytes."""

    def __init__(self, split: Any, whole: Any) -> None:
        self.split = split
        self.whole = whole


_DOCUMENT = _Form(
    lambda one: ([one.content_type, one.updated.isoformat()], one.content),
    lambda facts, content: Document(content, facts[0], datetime.fromisoformat(facts[1])),
)
_ATTACHMENT = _Form(lambda one: (dict(one.headers), one.content), lambda facts, content: Part(facts, content))


class _Kept(dict[Any, Any]):
    """A dict whose changes go to the disk too."""

    def __init__(self, disk: Disk, name: str, form: _Form) -> None:
        rows = disk.read("SELECT key, value, content FROM kept WHERE name = ?", name)
        super().__init__(
            (_tuples(json.loads(key)), form.whole(json.loads(value), bytes(content)))
            for key, value, content in rows
        )
        self._disk, self._name, self._form = disk, name, form

    def __setitem__(self, key: Key | str, value: Any) -> None:
        super().__setitem__(key, value)
        facts, content = self._form.split(value)
        self._disk.write(
            "REPLACE INTO kept VALUES (?, ?, ?, ?)", self._name, json.dumps(key), json.dumps(facts), content
        )

    def __delitem__(self, key: Key | str) -> None:
        super().__delitem__(key)
        self._disk.write("DELETE FROM kept WHERE name = ? AND key = ?", self._name, json.dumps(key))

    def pop(self, key: Any, *default: Any) -> Any:
        if key not in self:
            return super().pop(key, *default)
        value = self[key]
        del self[key]
        return value

    def update(self, other: Any = (), /, **more: Any) -> None:
        for key, value in dict(other, **more).items():
            self[key] = value


def _tuples(value: Any) -> Any:
    """Keys are tuples of texts and tuples; JSON has lists."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
