/**
 * The big screen: a film, or a reflection's question and its clock, over the whole page, nothing else in
 * reach and nothing private in sight. It is a state of the page; full screen and staying awake are asked for,
 * and missed by nobody where the browser refuses.
 */

import { onPress } from "./dom.js";

/** The buttons stay for so long after the pointer has come to rest. In milliseconds. */
const AWAKE = 4000;
/** How far a key leads; a presenter's remote control sends the pages. @type {Record<string, number>} */
const KEYS = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };

/**
 * @param {HTMLElement} element the activity
 * @param {import("./shapes.js").Context} context
 * @param {(by: number) => boolean} turn to another of its parts; false when there is none
 */
export function mountProjector(element, { environment, texts }, turn) {
  const { clock, page, window } = environment;
  const root = page.documentElement;
  /** @type {Element[]} */
  let others = [];
  /** @type {Promise<{ release: () => Promise<void> } | undefined>} */
  let lock = Promise.resolve(undefined);
  let cancelRest = () => {};

  const open = onPress(element, "big", () => (root.classList.contains("big") ? close() : show()));
  const name = open.dataset.t ?? "";

  const stayAwake = () => {
    lock = Promise.resolve(window.navigator.wakeLock?.request("screen")).catch(() => undefined);
  };

  const move = () => {
    root.classList.add("awake");
    cancelRest();
    cancelRest = clock.after(AWAKE, () => root.classList.remove("awake"));
  };

  const show = () => {
    root.classList.add("big");
    texts.say(open, "screen.close");
    element.classList.add("shown");
    others = [];
    // Everything beside the way from the page to the question: out of reach for keys and screen readers too.
    for (
      let inner = /** @type {Element} */ (element);
      inner !== page.body;
      inner = inner.parentElement ?? page.body
    ) {
      for (const sibling of inner.parentElement?.children ?? []) {
        if (sibling !== inner && !sibling.hasAttribute("inert")) others.push(sibling);
      }
    }
    for (const other of others) other.toggleAttribute("inert", true);
    window.addEventListener("pointermove", move);
    move();
    stayAwake();
    // A frame may not; then the page's own height is the screen.
    root.requestFullscreen?.().catch(() => {});
    open.focus();
  };

  const close = () => {
    if (!root.classList.contains("big")) return;
    root.classList.remove("big", "awake");
    texts.say(open, name);
    element.classList.remove("shown");
    for (const other of others) other.removeAttribute("inert");
    window.removeEventListener("pointermove", move);
    cancelRest();
    void lock.then((held) => held?.release());
    if (page.fullscreenElement) page.exitFullscreen().catch(() => {});
    open.focus();
  };

  page.addEventListener("keydown", (event) => {
    if (!element.classList.contains("shown") || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") close();
    const mirrored = root.dir === "rtl" && event.key.startsWith("Arrow");
    const by = (KEYS[event.key] ?? 0) * (mirrored ? -1 : 1);
    if (by && turn(by)) event.preventDefault();
  });
  // Esc ends full screen without a key event that we would hear.
  page.addEventListener("fullscreenchange", () => {
    if (!page.fullscreenElement && element.classList.contains("shown")) close();
  });
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState === "visible" && element.classList.contains("shown")) stayAwake();
  });
}
