"""The properties that get short names, compared with a real browser's own."""

from __future__ import annotations

from playwright.sync_api import Browser

from larpaket.player.own import OWN

KNOWN = """() => {
  const names = new Set();
  const seen = new Set();
  const look = (thing, depth) => {
    if (!thing || !["object", "function"].includes(typeof thing) || seen.has(thing) || depth > 6) return;
    seen.add(thing);
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(thing))) {
      names.add(name);
      look(value, depth + 1);
    }
    look(Object.getPrototypeOf(thing), depth + 1);
  };
  look(window, 0);
  return [...names];
}"""


def test_no_global_prototype_or_element_has_one(chromium: Browser) -> None:
    page = chromium.new_page()
    known = set(page.evaluate(KNOWN))
    page.close()
    assert {
        "addEventListener",
        "popoverTargetElement",
        "createObjectStore",
        "flatMap",
        "responseStatus",
    } <= known
    assert OWN & known == set()
