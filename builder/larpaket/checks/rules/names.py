"""The names of a package's entries."""

from __future__ import annotations

import re
import stat

from larpaket.checks.package import Package
from larpaket.definition.rule import ADVICE, ALL, ERROR, WARNING, Finding, Findings, rule

_SCHEMA = re.compile(r"[A-Za-z0-9._/-]+\.(xsd|dtd)")
_DOCEBO = re.compile(r"\.(php\d?|phps|cgi|sh|shtml|aspx?|jsp|py|rb|pl|htaccess)$", re.I)
_TOVUTI = re.compile(r"\.(zip|br|dat)$", re.I)
_PROGRAM = re.compile(r"\.exe$", re.I)
_NO_TYPE = re.compile(r"\.(mjs|webp|avif|wasm)$", re.I)
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|\.git/)|\.(js|css)\.map$")
_ZIP_NAME = re.compile(r"[A-Za-z0-9_-]+\.zip")
_LONGEST_PATH, _LONGEST_PART, _DEEPEST = 120, 60, 6


@rule(Package, "Z06", ALL)
def names_stay_inside(package: Package) -> Findings:
    """No name is absolute, leads upwards, or holds a backslash, a drive letter or a control character; no entry is a link.

    Reason: Such a name can overwrite files of the server; a careful LMS refuses the package, a careless one is harmed. A backslash is a
    folder on Windows and a letter elsewhere, so that the page does not find its files.

    Help: Make the zip anew with another program, and do not install this one anywhere before you know where it comes from.

    Passes:

        media/film.txt

    Fails:

        ../film.txt
        media\\film.txt
    """
    for entry in package.entries:
        if why := _unsafe(entry.name):
            yield Finding(text=f"the name {why}", entry=entry.name)
        elif entry.record and stat.S_ISLNK(entry.record.mode):
            yield Finding(text="this is a link, which can lead to any file of the server", entry=entry.name)


def _unsafe(name: str) -> str:
    parts = name.removesuffix("/").split("/")
    if not name:
        return "is empty"
    if name.startswith("/"):
        return "is absolute: it begins with `/`"
    if re.match(r"[A-Za-z]:", name):
        return "begins with a drive letter"
    if "\\" in name:
        return "holds a backslash, which is a folder on Windows and a letter elsewhere"
    if ".." in parts:
        return "leads out of the package by `..`"
    if "." in parts or "" in parts:
        return "has an empty part, which programs read in different ways"
    return "holds a control character" if any(ord(sign) < 32 or ord(sign) == 127 for sign in name) else ""


@rule(Package, "Z07", ALL)
def names_differ(package: Package) -> Findings:
    """No two names are equal, not even when large and small letters are taken as one.

    Reason: Moodle keeps the first of two and skips the second, other LMSs the last. On Windows, and on servers that take large and
    small letters as one, one of the two is lost.

    Help: Rename one of them, and change it wherever it is referred to.

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
        text = "this name is there twice" if other == entry.name else f"only large and small letters tell it from `{other}`"
        yield Finding(text=f"{text}: one of the two is lost when an LMS unpacks them", entry=entry.name)


@rule(Package, "Z08", ALL, ERROR, elsewhere=ADVICE)
def plain_names(package: Package) -> Findings:
    """File names are made of `a-z`, `0-9`, `.`, `_`, `-` and `/`; those of schema files of large letters too.

    Reason: Moodle removes some signs from names while unpacking, openEQUELLA takes a package with an `å` in a name for plain files, and
    many servers tell large letters from small. The page then looks for a file that is not there.

    Help: Give the file a plain name, and change it wherever it is referred to.

    Passes:

        media/film.mp4

    Fails:

        Media/Film å.mp4
    """
    for entry in package.files:
        odd = dict.fromkeys(re.sub(r"[a-z0-9._/-]", "", entry.name))
        if odd and not _SCHEMA.fullmatch(entry.name) and not _unsafe(entry.name):  # of those Z06 tells
            yield Finding(text="the name holds " + ", ".join("a space" if sign == " " else f"`{sign}`" for sign in odd), entry=entry.name)


@rule(Package, "Z09", ALL, WARNING)
def short_names(package: Package) -> Findings:
    """Paths have at most 120 characters, each part at most 60, and at most 6 folders lie within each other.

    Reason: An LMS puts its own folders in front; on Windows 260 characters are all there is, and what is longer is left out.

    Help: Use shorter names and fewer folders.

    Passes:

        a/b/c/d/e/f/style.css

    Fails:

        a/b/c/d/e/f/g/style.css
    """
    for entry in package.files:
        parts = entry.name.split("/")
        if len(entry.name) > _LONGEST_PATH:
            yield Finding(text=f"the path has {len(entry.name)} characters where {_LONGEST_PATH} fit everywhere", entry=entry.name)
        elif max(map(len, parts)) > _LONGEST_PART:
            yield Finding(text=f"a name has {max(map(len, parts))} characters where {_LONGEST_PART} fit everywhere", entry=entry.name)
        elif len(parts) - 1 > _DEEPEST:
            yield Finding(text=f"{len(parts) - 1} folders lie within each other where {_DEEPEST} fit everywhere", entry=entry.name)


@rule(Package, "Z12", ALL)
def no_forbidden_files(package: Package) -> Findings:
    """No file is a program for a server, another archive or a `.dat`.

    Reason: Docebo refuses a package with `.php`, `.py`, `.sh`, `.cgi`, `.jsp`, `.asp`, `.rb`, `.pl` or `.htaccess` in it, Tovuti one
    with `.zip`, `.br` or `.dat`; programs are stopped by upload filters.

    Help: Remove the file, or give it another ending: `.dat` can be `.json` or `.bin`.

    Passes:

        counter.json

    Fails:

        counter.php
        data.dat
    """
    for entry in package.files:
        who = "Docebo refuses" if _DOCEBO.search(entry.name) else "Tovuti refuses" if _TOVUTI.search(entry.name) else ""
        if who:
            yield Finding(text=f"{who} a package with a file that ends with `.{entry.name.rpartition('.')[2]}`", entry=entry.name)
        elif _PROGRAM.search(entry.name):
            yield Finding(text="this is a program, which upload filters stop", entry=entry.name)


@rule(Package, "Z13", ALL, WARNING)
def known_types(package: Package) -> Findings:
    """No file is `.mjs`, `.webp`, `.avif` or `.wasm`.

    Reason: Moodle 4.1 does not know what they are and serves them as plain bytes. A script that ends with `.mjs` then does not run at
    all, and a browser that is told not to guess shows no picture.

    Help: Call scripts `.js`, and use JPEG, PNG or SVG for pictures.

    Passes:

        quay.jpg

    Fails:

        quay.webp
        main.mjs
    """
    for entry in package.files:
        if found := _NO_TYPE.search(entry.name):
            what = "a script that ends with `.mjs` does not run" if found[1].lower() == "mjs" else f"`.{found[1]}` may not be shown"
            yield Finding(text=f"{what} in Moodle 4.1, which serves it without its type", entry=entry.name)


@rule(Package, "Z14", ALL, ADVICE)
def no_junk(package: Package) -> Findings:
    """Nothing is left over from the tools: no `__MACOSX`, `.DS_Store`, `Thumbs.db`, `.git`, no source maps.

    Reason: No page uses it; it makes the package larger and tells of the machine where it was made.

    Help: Leave it out of the zip.

    Passes:

        script.js

    Fails:

        __MACOSX/script.js
        script.js.map
    """
    junk = [entry.name for entry in package.entries if _JUNK.search(entry.name)]
    if junk:
        count = "one file is" if len(junk) == 1 else f"{len(junk)} files are"
        yield Finding(text=f"{count} left over from the tools that made the package", entry=junk[0])


@rule(Package, "Z16", ALL, WARNING)
def plain_zip_name(package: Package) -> Findings:
    """The zip's name is made of letters, digits, `-` and `_`, and ends with `.zip`.

    Reason: LatitudeLearning refuses other names, and FormaLMS before 4.1.39 those with accents.

    Help: Rename the zip. Keep its name from then on: Chamilo knows a package by it.

    Passes:

        # harbour-2.zip

    Fails:

        # At the harbour (final).zip
    """
    if package.directory and not _ZIP_NAME.fullmatch(package.path.name):
        yield Finding(text=f"the zip is called `{package.path.name}`, a name that not every LMS takes")
