"""What is really on the screen."""

from __future__ import annotations

import base64

from playwright.sync_api import Page

PIXELS = """async ([png, points]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return points.map(([x, y]) => "#" + [...context.getImageData(x, y, 1, 1).data].slice(0, 3).map((v) => v.toString(16).padStart(2, "0")).join(""));
}"""


def pixels(page: Page, points: list[tuple[float, float]]) -> list[str]:
    """Return the colours that are really on the screen, as `#rrggbb`."""
    blank = page.context.new_page()  # the page's own policy allows no images but its own
    found: list[str] = blank.evaluate(
        PIXELS, [base64.b64encode(page.screenshot()).decode(), [[round(x), round(y)] for x, y in points]]
    )
    blank.close()
    return found
