"""The publisher's look in Chromium: the colours follow the rule, every pair on the page was measured, the
logo is calm.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.axe import violations
from browser.pixels import pixels
from browser.server import Site, serve
from browser.visitor import SHOWN, START, wait_for_script
from larpaket.theme.colour import oklch
from larpaket.theme.contrast import PAIRS
from larpaket.theme.palette import ROLES, SCHEMES, Scheme, palette

ROOT = Path(__file__).parents[2]
POSTER = next(ROOT.glob("modules/*/poster.jpg"))
COLOUR = "#7a1f5c"
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60"><style>.a { fill: #7a1f5c }</style>
<rect class="a" width="240" height="60"/><rect style="fill: #fff" x="90" width="60" height="60"/></svg>"""
PUBLISHER = f"""
theme:
  color: "{COLOUR}"
  logo: logo.svg
accessibility: https://www.example.se/tillganglighet
"""


@pytest.fixture(scope="module")
def branded(build_package: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the module with everything a publisher can supply, including a poster."""
    project = tmp_path_factory.mktemp("branded")
    shutil.copytree(ROOT / "tests" / "data" / "project", project, dirs_exist_ok=True)
    module = project / "provmodul"
    shutil.copy(ROOT / "tests" / "film" / "data" / "faststart.mp4", module / "film.mp4")
    shutil.copy(POSTER, module / "poster.jpg")
    text = (
        (module / "module.yaml")
        .read_text("utf-8")
        .replace("video: film.mp4", "video: film.mp4\n            poster: poster.jpg")
    )
    (module / "module.yaml").write_text(
        text.replace("mode: group", "mode: group\n            notes: private"), "utf-8"
    )
    (project / "logo.svg").write_text(LOGO, "utf-8")
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write(PUBLISHER)
    return build_package(module, "web")


@pytest.fixture
def served(branded: Path) -> Iterator[Site]:
    with serve(Site(branded)) as running:
        yield running


@pytest.fixture
def page(context: BrowserContext, served: Site) -> Page:
    opened = context.new_page()
    opened.goto(f"{served.url}/package/index.html")
    wait_for_script(opened)
    return opened


def test_chromium_paints_what_the_builder_computes(context: BrowserContext) -> None:
    """Equal, within one step of 255 where a channel falls between two: Chromium calculates with less
    precision.
    """
    themes = [
        "#000000",
        "#ffffff",
        "#808080",
        "#ffff00",
        "#ff0000",
        "#00ff00",
        "#00ffff",
        "#0000ff",
        "#0b6e6e",
        COLOUR,
    ]
    themes += [f"#{number * 7_654_321 % 0x1000000:06x}" for number in range(40)]
    written, expected = [], []
    for theme in themes:
        for scheme in SCHEMES:
            for name, colour in palette(oklch(theme), scheme).items():
                lightness, chroma, hue = getattr(ROLES[name], scheme)
                written.append(
                    f"oklch(from {theme} {lightness} min(c, {chroma}) h)"
                    if hue is None
                    else f"oklch({lightness} {chroma} {hue})"
                )
                expected.append(colour)
    columns = 60
    page = context.new_page()
    page.set_viewport_size({"width": columns * 4, "height": 4 * (len(written) // columns + 1)})
    page.set_content(
        f"<body style='margin: 0; display: grid; grid-template-columns: repeat({columns}, 4px); grid-auto-rows: 4px'>"
    )
    page.evaluate(
        "(colours) => colours.forEach((c) => { document.body.append(Object.assign(document.createElement('i'), { style: `background: ${c}` })); })",
        written,
    )
    painted = pixels(page, [(4 * (at % columns) + 2, 4 * (at // columns) + 2) for at in range(len(written))])
    steps = [
        max(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))
        for one, other in zip(painted, expected, strict=True)
    ]
    assert max(steps) <= 1, [
        found for found in zip(written, painted, expected, steps, strict=True) if found[-1] > 1
    ]
    assert steps.count(0) > 0.9 * len(steps)


SEEN = """() => {
    const hex = (colour) => "#" + colour.match(/[\\d.]+/g).slice(0, 3).map((v) => Math.round(v).toString(16).padStart(2, "0")).join("");
    const back = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (!/, 0\\)$/.test(colour)) return hex(colour);
        }
    };
    const found = new Set();
    const visible = { opacityProperty: true, visibilityProperty: true };
    for (const element of document.body.querySelectorAll("*")) {
        if (!element.checkVisibility(visible) || element.closest(".hidden, video, script, progress")) continue;
        const style = getComputedStyle(element);
        const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (text || /^(TEXTAREA|INPUT)$/.test(element.tagName)) found.add(`${hex(style.color)} ${back(element)} 4.5`);
        if (/^(BUTTON|TEXTAREA|INPUT)$/.test(element.tagName) && !/, 0\\)$/.test(style.borderColor)) {
            found.add(`${hex(style.borderTopColor)} ${back(element.parentElement)} 3`);
        }
    }
    return [...found];
}"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_pair_on_the_page_was_measured(page: Page, served: Site, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    colours = palette(oklch(COLOUR), scheme)
    measured = {(colours[pair.front], colours[pair.back], pair.least) for pair in PAIRS}
    # Transitions that had begun before motion was reduced run to their end.
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    views = {"start": page.evaluate(SEEN)}
    page.get_by_role("button", name=START).click()
    page.get_by_role("button", name="Läs filmen som text").click()
    page.get_by_role("button", name="Lägg till 1 minut").hover()
    views["film"] = page.evaluate(SEEN)
    page.get_by_role("button", name="Starta tiden").hover()
    views["clock under the pointer"] = page.evaluate(SEEN)
    page.get_by_role("button", name="Klar").hover()
    views["main under the pointer"] = page.evaluate(SEEN)
    page.get_by_role("button", name="Klar").click()
    views["film is left"] = page.evaluate(SEEN)
    page.evaluate("for (const hidden of document.querySelectorAll('[data-failure]')) hidden.hidden = false")
    views["film that cannot play"] = page.evaluate(SEEN)
    page.get_by_role("button", name="Vi har läst textversionen").click()
    page.get_by_role("button", name="Klar").click()
    expect(page.locator(SHOWN).get_by_text("Sparat i den här webbläsaren.")).to_be_visible()
    views["end"] = page.evaluate(SEEN)
    page.evaluate("document.querySelector('[data-view=\"@end\"] .care').hidden = false")
    views["not saved"] = page.evaluate(SEEN)
    assert all(len(pairs) > 3 for pairs in views.values()), views
    for view, pairs in views.items():
        for pair in pairs:
            front, back, least = pair.split()
            assert any(
                (front, back, enough) in measured for enough in (3.0, 4.5) if enough >= float(least)
            ), (view, pair, colours)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 750, 320])
def test_the_start_with_everything_a_publisher_supplies(page: Page, width: int, scheme: Scheme) -> None:
    page.set_viewport_size({"width": width, "height": 720})
    page.emulate_media(color_scheme=scheme)
    logo = page.get_by_role("img", name="Provkommunen")
    expect(logo).to_be_visible()
    assert logo.evaluate("(image) => image.complete && image.naturalWidth > 0")
    link = page.get_by_role("link", name="Tillgänglighetsredogörelse")
    expect(link).to_have_attribute("href", "https://www.example.se/tillganglighet")
    assert link.evaluate("(a) => a.getBoundingClientRect().height") >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page.main_frame) == []


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_the_logo_is_on_a_light_background_with_its_own_colours(
    page: Page, served: Site, colours: str
) -> None:
    """The style inside it is applied, whatever policy the server sends."""
    served.policy = "default-src 'self'"
    page.reload()
    if colours == "forced":
        page.emulate_media(forced_colors="active", color_scheme="dark")
    else:
        page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    logo = page.get_by_role("img", name="Provkommunen")
    logo.scroll_into_view_if_needed()
    box = logo.bounding_box()
    assert box is not None
    edge, middle = (
        (box["x"] + 4, box["y"] + box["height"] / 2),
        (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2),
    )
    quarter = (box["x"] + box["width"] / 4, middle[1])
    ground = "#7a1f5c" if colours == "light" else ROLES["plate"].dark.of(oklch(COLOUR))
    assert pixels(page, [edge, quarter, middle]) == [ground, "#7a1f5c", "#ffffff"]


def test_nothing_jumps_whether_or_not_the_logo_loads(context: BrowserContext, served: Site) -> None:
    boxes = []
    for refused in ("(?!)", r"logo\.svg$"):
        served.refused = refused
        page = context.new_page()
        page.goto(f"{served.url}/package/index.html")
        wait_for_script(page)
        shifts = page.evaluate(
            """() => new Promise((done) => {
                const seen = [];
                new PerformanceObserver((list) => seen.push(...list.getEntries().map((one) => one.value))).observe({ type: "layout-shift", buffered: true });
                requestAnimationFrame(() => requestAnimationFrame(() => done(seen)));
            })"""
        )
        assert shifts == []
        boxes.append(page.evaluate("JSON.stringify(document.querySelector('.logo').getBoundingClientRect())"))
    assert boxes[0] == boxes[1]
    assert json.loads(boxes[0])["width"] / json.loads(boxes[0])["height"] == pytest.approx(4, abs=0.01)


def test_logo_and_poster_fit_into_six_requests(context: BrowserContext, served: Site) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{served.url}/package/index.html")
    page.wait_for_function("document.querySelector('video').readyState > 0")
    before_film = [url for url in asked if not url.endswith((".mp4", "/favicon.ico"))]
    assert len(before_film) <= 6, before_film
    assert [url for url in before_film if url.endswith("logo.svg")] == [f"{served.url}/package/logo.svg"]


def test_the_overview_and_the_privacy_sheets_look_the_same(chromium: Browser, branded: Path) -> None:
    folder = branded.parent
    strong = palette(oklch(COLOUR), "light")["strong"]
    colour = (
        "(() => { const link = document.querySelector('main a'); return getComputedStyle(link).color; })()"
    )
    made = chromium.new_context(offline=True)
    try:
        page = made.new_page()
        for path in (
            folder / "index.html",
            next(folder.glob("*-web-dataskydd.html")),
            branded / "privacy.html",
        ):
            page.goto(path.as_uri())
            red, green, blue = (int(strong[at : at + 2], 16) for at in (1, 3, 5))
            assert page.evaluate(colour) == f"rgb({red}, {green}, {blue})", path
        page.goto((folder / "index.html").as_uri())
        logo: Any = page.get_by_role("img", name="Provkommunen")
        assert logo.evaluate(
            "(image) => [image.naturalWidth > 0, image.getBoundingClientRect().width / image.getBoundingClientRect().height]"
        ) == [
            True,
            pytest.approx(4, abs=0.01),
        ]
        assert violations(page.main_frame) == []
    finally:
        made.close()
