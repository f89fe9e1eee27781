"""Fixtures with a real Chromium, a real SCORM run-time, and a package built by the product itself."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from browser import pseudo
from browser.launched import Launched
from browser.learner import Learner
from browser.packages import unpacked, write_module
from browser.screens import SCREENS, write_project
from browser.server import Site, serve
from browser.visitor import START
from larpaket.player.strings import strings
from launch.lms import Lms, serve_lms
from preview.learning_locker import learning_locker

TESTS = Path(__file__).parents[1]
REAL = TESTS.parent / "modules" / "kompetensutveckling-hela-arbetslivet"
CHROMIUM = shutil.which("chromium")
PATIENCE = 40_000
"""A test fails when what it waits for never comes, not when the machine is slow. In milliseconds."""
UNUSED = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"]
"""Parts of Chromium's own window that nobody sees here: it loads the list under the address bar for every window,
in a process of its own, which takes more time than a page of ours.
"""
PLAYWRIGHTS = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
]
"""What Playwright switches off, said again because Chromium heeds only the last list; test_flags.py compares."""
FLAGS = [
    f"--disable-features={','.join(PLAYWRIGHTS + UNUSED)}",
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Headless Chromium starts an AudioContext without a gesture unless told not to.
    "--autoplay-policy=document-user-activation-required",
    # Another name for the loopback address: plain http without a secure context.
    "--host-resolver-rules=MAP intranet.example 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as needing the browser."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail(
            "The browser tests need Chromium. Run once: sudo apt-get install -y chromium fonts-noto-core libatomic1 nginx-light"
        )
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def build_package(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Build a module's folder in a format and unpack the package; each once per session."""
    done: dict[tuple[Path, str], Path] = {}

    def build(module: Path, format: str, authorization: str = "") -> Path:
        if (module, format) not in done:
            done[module, format] = unpacked(module, format, tmp_path_factory.mktemp("package"), authorization)
        return done[module, format]

    return build


@pytest.fixture(scope="session")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a module in Swedish and English with a two-second film."""
    return write_module(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def locker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the endpoint of Learning Locker's statement service, an independent judge of statements."""
    with learning_locker(tmp_path_factory.mktemp("locker")) as endpoint:
        yield endpoint


@pytest.fixture
def variant(tmp_path: Path, build_package: Callable[..., Path]) -> Callable[..., Path]:
    """Build the module in a format, with changes to its definition or additions to its publisher's."""

    def make(
        format: str, *edits: tuple[str, str], publisher: str = "", authorization: str = "", **files: str
    ) -> Path:
        project = tmp_path / f"variant-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(TESTS / "data" / "project", project)
        module = project / "provmodul"
        shutil.copy(TESTS / "film" / "data" / "faststart.mp4", module / "film.mp4")
        text = (module / "module.yaml").read_text("utf-8")
        for old, new in edits:
            assert old in text, old
            text = text.replace(old, new)
        (module / "module.yaml").write_text(text, "utf-8")
        for name, content in files.items():
            (module / (name if "." in name else f"{name}.md")).write_text(content, "utf-8")
        with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
            stream.write(publisher)
        return build_package(module, format, authorization)

    return make


@pytest.fixture
def format(request: pytest.FixtureRequest) -> str:
    """The package's format; tests of other formats parametrise it indirectly."""
    return str(getattr(request, "param", "scorm12"))


@pytest.fixture
def site(build_package: Callable[..., Path], module: Path, format: str) -> Iterator[Site]:
    with serve(Site(build_package(module, format))) as running:
        yield running


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE")
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def learner(context: BrowserContext, site: Site) -> Iterator[Learner]:
    """Yield a learner at the LMS; afterwards no call may have broken the strict judge's rules, and no page
    may have complained.
    """
    someone = Learner(context.new_page(), site)
    yield someone
    someone.check()


@pytest.fixture
def kill(playwright: Playwright) -> Callable[[Path], AbstractContextManager[tuple[Page, Callable[[], None]]]]:
    """Return a separate browser, and a function that kills it as a power cut would."""

    @contextmanager
    def run(profile: Path) -> Iterator[tuple[Page, Callable[[], None]]]:
        command = [
            str(CHROMIUM),
            "--headless",
            *FLAGS,
            "--accept-lang=sv-SE",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "about:blank",
        ]
        process = subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
        )
        assert process.stderr is not None
        try:
            line = next(line for line in process.stderr if line.startswith("DevTools listening on "))
            browser = playwright.chromium.connect_over_cdp(line.split()[-1])
            browser.contexts[0].set_default_timeout(PATIENCE)
            yield browser.contexts[0].pages[0], lambda: os.killpg(process.pid, signal.SIGKILL)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            process.stderr.close()

    return run


@pytest.fixture
def real(build_package: Callable[[Path, str], Path], context: BrowserContext) -> Iterator[Page]:
    """Return the first module, with its three-minute film and its text, opened at the film."""
    with serve(Site(build_package(REAL, "web"))) as site:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        page.wait_for_function("document.querySelector('video').readyState > 0")
        yield page
        assert complaints == []


@pytest.fixture(scope="session")
def everything(
    build_package: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Return the module that uses everything, unpacked, by language: Swedish and English together, and one
    written from right to left.
    """
    known = build_package(write_project(tmp_path_factory.mktemp("everything")), "scorm12")
    folder = tmp_path_factory.mktemp("pseudo")
    module = write_project(folder / "project")
    pseudo.write_module(module)
    with pytest.MonkeyPatch.context() as patch:
        pseudo.write_language(folder, patch)
        unknown = build_package(module, "scorm12")
    strings.cache_clear()
    return {"sv": known, "en": known, pseudo.TAG: unknown}


@pytest.fixture
def open_screen(context: BrowserContext, everything: dict[str, Path]) -> Iterator[Callable[..., Learner]]:
    """Open a screen in a language, a window width and a colour scheme."""
    with ExitStack() as stack:

        def open(
            name: str,
            language: str = "sv",
            width: int = 1280,
            height: int = 720,
            scheme: Literal["light", "dark"] = "light",
        ) -> Learner:
            site = stack.enter_context(serve(Site(everything[language])))
            learner = Learner(context.new_page(), site)
            learner.page.set_viewport_size({"width": width, "height": height})
            learner.page.emulate_media(color_scheme=scheme)
            learner.page.clock.install()
            SCREENS[name].open(learner, language)
            return learner

        yield open


@pytest.fixture
def lms(site: Site) -> Iterator[Lms]:
    """A platform that launches the package from another origin, with its LRS."""
    with serve_lms(f"{site.url}/package/index.html") as running:
        yield running


@pytest.fixture
def someone(context: BrowserContext, site: Site, lms: Lms, format: str) -> Launched:
    """A learner, not yet launched."""
    return Launched(context.new_page(), site, lms=lms, format=format)
