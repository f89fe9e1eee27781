"""The names of a package's entries."""

from __future__ import annotations

import re
import stat

from larpaket.checks.package import Package
from larpaket.definition.rule import ADVICE, ALL, ERROR, WARNING, Finding, Findings, rule
from larpaket.files import not_on_windows

_SCHEMA = re.compile(r"[A-Za-z0-9._/-]+\.(xsd|dtd)")
_DOCEBO = re.compile(r"\.(php\d?|phps|cgi|sh|shtml|aspx?|jsp|py|rb|pl|htaccess)$", re.I)
_TOVUTI = re.compile(r"\.(zip|br|dat)$", re.I)
_PROGRAM = re.compile(r"\.exe$", re.I)
_NO_TYPE = re.compile(r"\.(mjs|webp|avif|wasm)$", re.I)
JUNK = re.compile(
    r"(^|/)(__MACOSX/|\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/)|~$|\.(js|css)\.map$", re.I
)
"""Leftovers of the tools that created the package."""
_ZIP_NAME = re.compile(r"[A-Za-z0-9_-]+\.zip")
_LONGEST_PATH, _LONGEST_PART, _DEEPEST = 120, 60, 6


@rule(Package, "Z06", ALL)
def names_stay_inside(package: Package) -> Findings:
    """No name is absolute or contains `..`, a backslash, a drive letter or a control character.

    Reason: Such a name can overwrite files on the server: a careful LMS refuses the package, a careless one
    is harmed. A backslash separates folders on Windows and is an ordinary character elsewhere, so the page
    does not find its files.

    Help: Create the zip again with another program. Do not install this one anywhere until you know where it
    comes from.

    Passes:

        media/film.txt

    Fails:

        ../film.txt
        media\\film.txt
    """
    written = [entry.record.name for entry in package.entries if entry.record and "\\" in entry.record.name]
    if written:
        count = "a name contains" if len(written) == 1 else f"{len(written)} names contain"
        yield Finding(
            text=f"{count} a backslash, such as `{written[0]}`: it separates folders on Windows only"
        )
    for entry in package.entries:
        if why := _unsafe(entry.name):
            yield Finding(text=f"the name {why}", entry=entry.name)
        elif entry.record and stat.S_ISLNK(entry.record.mode):
            yield Finding(text="this is a link, which can point to any file on the server", entry=entry.name)


def _unsafe(name: str) -> str:
    parts = name.removesuffix("/").split("/")
    if not name:
        return "is empty"
    if name.startswith("/"):
        return "is absolute: it starts with `/`"
    if re.match(r"[A-Za-z]:", name):
        return "starts with a drive letter"
    if ".." in parts:
        return "contains `..`, which leads out of the package"
    if "." in parts or "" in parts:
        return "has an empty part, which programs read differently"
    return "contains a control character" if any(ord(char) < 32 or ord(char) == 127 for char in name) else ""


@rule(Package, "Z07", ALL)
def names_differ(package: Package) -> Findings:
    """No two names are equal, even if case is ignored.

    Reason: Of two equal names Moodle keeps the first, other LMSs the last. On Windows, and on servers that
    ignore case, one of the two is lost.

    Help: Rename one of them, and update every reference to it.

    Passes:

        style.css

    Fails:

        style.css
        Style.css
    """
    seen: dict[str, str] = {}
    for entry in package.entries:
        other = seen.get(entry.name.lower())
        if other is None:
            seen[entry.name.lower()] = entry.name
            continue
        text = (
            "this name occurs twice"
            if other == entry.name
            else f"the name differs from `{other}` only in case"
        )
        yield Finding(
            text=f"{text}: one of the two files is lost when an LMS unpacks the zip", entry=entry.name
        )


@rule(Package, "Z08", ALL, ERROR, elsewhere=ADVICE)
def plain_names(package: Package) -> Findings:
    """File names consist of `a-z`, `0-9`, `.`, `_`, `-` and `/`; schema files may also have upper case.

    Reason: Moodle removes some characters when it unpacks, openEQUELLA treats a package with an `å` in a name
    as plain files, and many servers are case-sensitive. The page then asks for a file that does not exist.
    Windows has no files with some characters, or with the names of devices such as `con` and `aux`.

    Help: Give the file a plain name, and update every reference to it.

    Passes:

        media/film.mp4

    Fails:

        Media/Film å.mp4
    """
    for entry in package.files:
        odd = dict.fromkeys(re.sub(r"[a-z0-9._/-]", "", entry.name))
        # Z06 reports unsafe names, and Z14 leftovers.
        told = _unsafe(entry.name) or JUNK.search(entry.name)
        if (why := not_on_windows(entry.name)) and not told:
            yield Finding(text=why, entry=entry.name, severity=None if package.ours else WARNING)
        elif odd and not _SCHEMA.fullmatch(entry.name) and not told:
            yield Finding(
                text="the name contains "
                + ", ".join("a space" if char == " " else f"`{char}`" for char in odd),
                entry=entry.name,
            )


@rule(Package, "Z09", ALL, WARNING)
def short_names(package: Package) -> Findings:
    """Paths have at most 120 characters, 60 in each part, and at most 6 nested folders.

    Reason: An LMS prepends its own folders. Windows allows 260 characters in all, and longer paths are
    skipped.

    Help: Use shorter names and fewer folders.

    Passes:

        a/b/c/d/e/f/style.css

    Fails:

        a/b/c/d/e/f/g/style.css
    """
    for entry in package.files:
        parts = entry.name.split("/")
        if len(entry.name) > _LONGEST_PATH:
            yield Finding(
                text=f"the path has {len(entry.name)} characters; not every LMS can unpack more than "
                f"{_LONGEST_PATH}",
                entry=entry.name,
            )
        elif max(map(len, parts)) > _LONGEST_PART:
            yield Finding(
                text=f"a name has {max(map(len, parts))} characters; not every LMS can unpack more than "
                f"{_LONGEST_PART}",
                entry=entry.name,
            )
        elif len(parts) - 1 > _DEEPEST:
            yield Finding(
                text=f"{len(parts) - 1} folders are nested; not every LMS can unpack more than {_DEEPEST}",
                entry=entry.name,
            )


@rule(Package, "Z12", ALL, elsewhere=WARNING)
def no_forbidden_files(package: Package) -> Findings:
    """No file is a server program, another archive or a `.dat` file.

    Reason: Docebo refuses a package that contains `.php`, `.py`, `.sh`, `.cgi`, `.jsp`, `.asp`, `.rb`, `.pl`
    or `.htaccess` files, Tovuti one with `.zip`, `.br` or `.dat`. Upload filters block programs.

    Help: Remove the file, or change its extension: `.dat` can become `.json` or `.bin`.

    Passes:

        counter.json

    Fails:

        counter.php
        data.dat
    """
    for entry in package.files:
        who = (
            "Docebo refuses"
            if _DOCEBO.search(entry.name)
            else "Tovuti refuses"
            if _TOVUTI.search(entry.name)
            else ""
        )
        if who:
            yield Finding(
                text=f"{who} a package that contains a `.{entry.name.rpartition('.')[2]}` file",
                entry=entry.name,
            )
        elif _PROGRAM.search(entry.name):
            yield Finding(text="this is a program, which upload filters block", entry=entry.name)


@rule(Package, "Z13", ALL, WARNING)
def known_types(package: Package) -> Findings:
    """No file is `.mjs`, `.webp`, `.avif` or `.wasm`.

    Reason: Moodle 4.1 does not know these types and serves them as plain bytes. An `.mjs` script then does
    not run at all, and a browser that is told not to guess shows no picture.

    Help: Name scripts `.js`, and use JPEG, PNG or SVG for pictures.

    Passes:

        quay.jpg

    Fails:

        quay.webp
        main.mjs
    """
    for entry in package.files:
        if found := _NO_TYPE.search(entry.name):
            what = (
                "an `.mjs` script does not run"
                if found[1].lower() == "mjs"
                else f"a `.{found[1]}` file may not be shown"
            )
            yield Finding(text=f"{what} in Moodle 4.1, which does not know its type", entry=entry.name)


@rule(Package, "Z14", ALL, ADVICE)
def no_junk(package: Package) -> Findings:
    """The package has no leftovers: no `.DS_Store`, `Thumbs.db`, `desktop.ini`, `.git` or source maps.

    Reason: No page uses them. They make the package larger and reveal something about the machine that made
    it.

    Help: Leave them out of the zip.

    Passes:

        script.js

    Fails:

        __MACOSX/script.js
        script.js.map
    """
    junk = [entry.name for entry in package.entries if JUNK.search(entry.name)]
    if junk:
        count = "one file is" if len(junk) == 1 else f"{len(junk)} files are"
        yield Finding(text=f"{count} left over from the tools that created the package", entry=junk[0])


@rule(Package, "Z16", ALL, WARNING)
def plain_zip_name(package: Package) -> Findings:
    """The zip's name consists of letters, digits, `-` and `_`, and ends with `.zip`.

    Reason: LatitudeLearning refuses other names, and FormaLMS before 4.1.39 names with accents.

    Help: Rename the zip, and keep the name from then on: Chamilo identifies a package by it.

    Passes:

        # harbour-2.zip

    Fails:

        # At the harbour (final).zip
    """
    if package.directory and not _ZIP_NAME.fullmatch(package.path.name):
        yield Finding(text=f"not every LMS accepts the name `{package.path.name}`")
