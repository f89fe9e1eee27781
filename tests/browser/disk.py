"""What the browser stores for a package's origin, under the names that the privacy sheet uses."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Frame, Page

_LOOK = """async () => {
    const found = new Set(document.cookie.split("; ").filter(Boolean).map((cookie) => `cookie ${cookie.split("=")[0]}`));
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((ok) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); });
        for (const table of db.objectStoreNames) {
            const rows = db.transaction(table).objectStore(table);
            const count = await new Promise((ok) => { const r = rows.count(); r.onsuccess = () => ok(r.result); });
            if (count) found.add(`IndexedDB ${name} ${table}`);
        }
        db.close();
    }
    for (const key of Object.keys(localStorage)) found.add(`localStorage ${key.split(" ").slice(0, 2).join(" ")}`);
    for (const key of Object.keys(sessionStorage)) found.add(`sessionStorage ${key.split(" ")[0]}`);
    for (const name of (await globalThis.caches?.keys()) ?? []) found.add(`cache ${name}`);
    return [...found];
}"""


def on_the_disk(root: Page | Frame) -> set[str]:
    """Return the tables with rows, the kinds of keys, and anything that should not be there."""
    return set(root.evaluate(_LOOK))


def in_the_sheet(package: Path) -> set[str]:
    """Return what the Swedish sheet names."""
    return set(re.findall(r'data-fact="([^"]+)"', (package / "dataskydd.html").read_text("utf-8")))
