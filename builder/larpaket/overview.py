"""`index.html` beside the packages: which file to take, how to import it, what to set there, and how to see
that it works. It opens by double-click, and exists in every language.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from larpaket.definition.publisher import Publisher
from larpaket.formats import Format
from larpaket.html import environment
from larpaket.in_place import replacing
from larpaket.pages import pages
from larpaket.problems import Place, Problem, Severity
from larpaket.templates import templates
from larpaket.theme.style import style_sheet
from larpaket.units import size_in

# What a package's pages need if their server sends a policy: only an LRS or a film may have another origin.
_POLICY = "default-src 'self'"
_EXAMPLE = "https://lrs.example.org"
_PLACE = re.compile(r"\{(\d)\}")
_CHECKSUM = re.compile(r'<code data-package="([^"]+)">([0-9a-f]{64})</code>')
_AGAIN = "run `larpaket build` once more"
_BREAK = Markup("-<wbr>")
_SHEETS = ("overview/style.css", "overview/tables.css", "paper.css", "overview/print.css")


@dataclass(frozen=True, slots=True)
class Listed:
    """A package: its name in the folder, its format, its size in bytes, its checksum ("" for a folder)."""

    name: str
    format: Format
    size: int
    sha256: str = ""
    earlier: bool = False
    lrs: str = ""
    """The origin of the publisher's LRS, if the package sends to it."""
    media: tuple[str, ...] = ()
    """The origins of films that are not in the package."""

    @property
    def launches_lrs(self) -> bool:
        """Whether the LMS's launch names its LRS."""
        return self.format.profile is not None

    @property
    def href(self) -> str:
        """The target of its link."""
        return self.name if self.sha256 else f"{self.name}/index.html"

    def privacy(self, language: str) -> str:
        """Its privacy sheet, beside it."""
        return f"{self.name.removesuffix('.zip')}-{'dataskydd' if language == 'sv' else 'privacy'}.html"

    @property
    def policy(self) -> str:
        """A sufficient Content-Security-Policy."""
        origin = self.lrs or (_EXAMPLE if self.launches_lrs else "")
        films = f"; media-src 'self' {' '.join(self.media)}" if self.media else ""
        return f"{_POLICY}{films}; connect-src 'self' {origin}" if origin else _POLICY + films


@dataclass(frozen=True, slots=True)
class Entry:
    """A module or a catalogue and its packages, the one to begin with first. If only its files are known,
    `version` is "", `minutes` 0 and `languages` empty. `modules` are the titles of a catalogue's; `several`
    says that its SCORM packages have a SCO for each.
    """

    title: str
    language: str
    version: str
    packages: tuple[Listed, ...]
    minutes: int = 0
    languages: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    several: bool = False


def write_overview(entries: Sequence[Entry], publisher: Publisher, folder: Path) -> list[Path]:
    """Write `index.html` in the publisher's first language that has texts (else English), `index.<tag>.html`
    in the others, and the logo; returns their paths.
    """
    languages, logo = publisher.languages, publisher.theme.logo
    known = {path.stem: path for path in sorted((templates() / "overview" / "strings").glob("*.json"))}
    wanted = [tag for tag in languages if tag in known] or ["en"]
    ordered = [wanted[0], *sorted(set(known) - {wanted[0]})]
    strings: dict[str, Mapping[str, Any]] = {
        tag: json.loads(known[tag].read_text("utf-8")) for tag in ordered
    }
    names = {tag: "index.html" if tag == wanted[0] else f"index.{tag}.html" for tag in ordered}
    style = style_sheet(publisher.theme.color, logo, *_SHEETS)
    page = environment(templates() / "overview").get_template("page.html.jinja")
    written = []
    for tag in ordered:
        html = page.render(
            language=tag,
            texts=strings[tag]["texts"],
            moodle=strings[tag]["moodle"],
            # Moodle's words in English, beside those of another language; in the same order.
            english=strings["en"]["moodle"] if tag != "en" else None,
            guides=strings[tag]["lms"],
            others=[
                {"language": other, "name": strings[other]["name"], "file": names[other]}
                for other in ordered
                if other != tag
            ],
            modules=[_shown(entry, publisher, tag, strings[tag]) for entry in entries],
            style=Markup(style),
            publisher=publisher,
            chosen=lambda line: _chosen(line, publisher),
            step=lambda text, words: _step(_chosen(text, publisher), words),
        )
        with replacing(folder / names[tag]) as stream:
            stream.write(html.encode())
        written.append(folder / names[tag])
    if logo:
        with replacing(folder / logo.name) as stream:
            stream.write(logo.data)
        written.append(folder / logo.name)
    return written


def _chosen(line: str | Mapping[str, str], publisher: Publisher) -> str:
    """A line, or the one of its variants that is for the publisher's status or score."""
    if isinstance(line, str):
        return line
    return line[publisher.status if publisher.status in line else publisher.score]


def _step(text: str, words: Sequence[str]) -> Markup:
    """A sentence with the words of a user interface, at `{0}` and so on, in bold."""
    parts = _PLACE.split(text)
    return Markup().join(
        Markup("<b>{}</b>").format(words[int(part)]) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


def _shown(entry: Entry, publisher: Publisher, language: str, strings: Mapping[str, Any]) -> dict[str, Any]:
    texts, lms = strings["texts"], [{"name": "Moodle", **strings["moodle"]}, *strings["lms"]]
    packages = [
        {
            "name": one.name,
            # It may break after a hyphen, and the others of the module show only their ends.
            "breaking": _BREAK.join(one.name.split("-")),
            "end": f"-{one.format.id}{'.zip' if one.sha256 else ''}",
            "href": one.href,
            "title": one.format.title,
            "about": one.format.overview.get(language) or one.format.overview["en"],
            "lms": [guide["name"] for guide in lms if guide["format"] == one.format.id],
            "size": size_in(one.size, language),
            "sha256": one.sha256,
            "earlier": one.earlier,
            # It is unknown what an earlier build reports.
            "passed": one.format.passed and publisher.status == "passed" and not one.earlier,
            "policy": one.policy,
            "privacy": one.privacy(language),
            "launches_lrs": one.launches_lrs,
        }
        for one in entry.packages
    ]
    about = [texts["version"].replace("{version}", entry.version)] if entry.version else []
    if entry.minutes:
        about.append(texts["minute" if entry.minutes == 1 else "minutes"].replace("{n}", str(entry.minutes)))
    about += [strings["languages"].get(tag.split("-")[0], tag) for tag in entry.languages]
    return {
        "title": entry.title,
        "language": entry.language,
        "about": about,
        "packages": packages,
        "modules": entry.modules,
        "several": strings["several"] if entry.several else None,
    }


def compare(folder: Path) -> list[Problem] | None:
    """Where the packages in `folder` and its `index.html` differ; None if that is not an overview."""
    page = folder / "index.html"
    known = dict(_CHECKSUM.findall(page.read_text("utf-8", "replace"))) if page.is_file() else {}
    if not known:
        return None
    problems = []
    for name in sorted(known.keys() | {path.name for path in folder.glob("[!.]*.zip")}):
        path = folder / name
        if not path.is_file():
            code, text = "O103", f"index.html lists {name}, which is not here"
        elif name not in known:
            code, text = "O101", "index.html does not list this package"
        elif checksum(path) != known[name]:
            code, text = "O102", "this is another file than the one that index.html lists"
        else:
            continue
        place = Place(path if path.is_file() else page)
        problems.append(Problem(place=place, code=code, text=text, help=_AGAIN, severity=Severity.WARNING))
    return problems


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


OVERVIEW_PAGES = pages(
    {
        "O101": """
            Every package is in the overview beside it.

            Reason: A build that stopped half-way has left it, or somebody has put it there. Those who upload
            packages do not see it, and cannot compare its checksum.

            Help: Run `larpaket build` once more, or remove the file.

            Passes:

                # index.html lists both
                hamnen-scorm12.zip
                hamnen-web.zip

            Fails:

                # index.html lists hamnen-scorm12.zip only
                hamnen-scorm12.zip
                hamnen-web.zip
            """,
        "O102": """
            A package has the checksum that the overview gives.

            Reason: The file is newer or older than `index.html`, or has been changed on its way. The version
            and the privacy sheet in the overview may be of another one.

            Help: Run `larpaket build` once more, or copy the folder again.

            Passes:

                # index.html gives this checksum
                hamnen-scorm12.zip

            Fails:

                # index.html gives another checksum
                hamnen-scorm12.zip
            """,
        "O103": """
            Every package in the overview is there.

            Reason: Its link leads nowhere.

            Help: Run `larpaket build` once more, or copy the whole folder.

            Passes:

                # index.html lists it
                hamnen-scorm12.zip

            Fails:

                # index.html lists hamnen-scorm12.zip
                index.html
            """,
    },
    where="the folder that `larpaket build` writes",
    severity=Severity.WARNING,
)
