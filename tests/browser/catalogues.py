"""A catalogue of two modules, and a learner who uses it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from playwright.sync_api import Frame, expect

import flow
from browser.launched import Launched
from browser.learner import Learner
from browser.packages import write_module
from browser.test_personas import Colleague
from browser.visitor import Visitor, wait_for_script
from larpaket.problems import Severity
from launch.lms import Launch

CATALOGUE = "https://larande.example.se/samtal"
TITLE = "Två samtal"
FIRST, SECOND = "Att prova & lära", "Att lyssna"
_CATALOGUE = """
catalogues:
  - id: samtal
    title:
      sv: Två samtal
      en: Two talks
"""
MODULES = "    modules: [provmodul, att-lyssna]\n"


def write_catalogue(project: Path, more: str = MODULES, publisher: str = "") -> Path:
    """Create a project with two modules, each with a two-second film, and a catalogue of both."""
    first = write_module(project)
    second = project / "att-lyssna"
    shutil.copytree(first, second)
    text = (second / "module.yaml").read_text("utf-8")
    text = (
        text.replace("id: provmodul", "id: att-lyssna", 1)
        .replace(FIRST, SECOND)
        .replace("To try & learn", "To listen")
    )
    (second / "module.yaml").write_text(text, "utf-8")
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write(publisher + _CATALOGUE + more)
    return project


def catalogue(project: Path, format: str, folder: Path, authorization: str = "") -> Path:
    """Build the project in a format into `folder`; return the unpacked catalogue."""
    publisher_file = flow.find_project(project)
    found = flow.read(publisher_file, flow.find_modules(publisher_file, []))
    publisher, modules, problems = found
    assert publisher is not None
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    options = flow.BuildOptions(formats=(format,), output=folder, authorization=authorization)
    packages = flow.build(publisher, modules, options)
    with zipfile.ZipFile(packages[-1].path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


class Reading(Visitor):
    """A learner who uses the catalogue: `root` is what is shown, its own page or a module in its frame."""

    inside: bool = False

    @property
    def overview(self) -> Frame:
        """Return the frame with the catalogue's own page."""
        return self.page.main_frame

    @property
    def root(self) -> Frame:
        """Return the frame with what is shown: a module, or the catalogue's own page."""
        if not self.inside:
            return self.overview
        frame = self.overview.locator("iframe").element_handle().content_frame()
        assert frame is not None
        return frame

    def stands(self, *, begun: bool = True) -> None:
        """Wait until the list shows the state of the session."""
        self.inside = False
        if begun:
            expect(self.overview.locator(".saved").first).not_to_be_empty()

    def row(self, title: str) -> str:
        """Return what the list says of a module."""
        return self.overview.locator(".talk", has_text=title).locator(".state").inner_text()

    def stand(self, title: str, state: str) -> None:
        """Expect the list to say that of a module."""
        row = self.overview.locator(".talk", has_text=title).locator(".state")
        expect(row).to_have_text(state)

    def enter(self, title: str, *, saved: bool = True) -> None:
        """Open a module from the list, and wait until it shows the state of the session if `saved`."""
        self.overview.locator(".talk", has_text=title).click()
        frame = self.overview.frame_locator("iframe")
        expect(frame.locator("[data-saved]").first).to_be_attached()
        self.inside = True
        wait_for_script(self.root)
        if saved:
            expect(self.root.locator(".saved").first).not_to_be_empty()

    def back(self) -> None:
        """Go back to the list."""
        self.root.get_by_role("button", name="Till överblicken").filter(visible=True).click()
        self.inside = False
        expect(self.overview.locator("[data-view='@start']")).to_be_visible()

    def talk(self, title: str) -> None:
        """Do a module from its start to its end, and go back to the list."""
        self.enter(title)
        self.begin()
        self.read()
        self.press("Klar")
        self.says("Ni är klara.")
        self.back()


class Reader(Reading, Learner):
    """The learner at an LMS's page, which has the catalogue in a frame, which has a module in another."""

    @property
    def overview(self) -> Frame:
        """Return the frame with the catalogue's own page."""
        return self.sco


class ColleaguesReader(Reading, Colleague):
    """The learner at an LMS with a persona's habits."""

    @property
    def overview(self) -> Frame:
        """Return the frame with the catalogue's own page."""
        frame = self.page.locator("iframe").element_handle().content_frame()
        assert frame is not None
        return frame


class LaunchedReader(Reading, Launched):
    """The learner whose page is the catalogue's, launched with xAPI."""

    def launch(self, *, begun: bool = True, **options: object) -> Launch:
        """Launch the catalogue, and wait until the list shows the state of the session."""
        launch = self.lms.tincan(activity=CATALOGUE, **options)  # type: ignore[arg-type]
        self.go(launch, launch.url, begun=begun)
        return launch
