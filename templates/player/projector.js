/**
 * Big-screen mode: a film, or a reflection's question and its clock, fills the page; nothing else can be
 * reached and nothing private is visible. It is a state of the page. Full screen and the wake lock are
 * requested on top, and the mode works without them where the browser refuses.
 */

import { find, onPress } from "./dom.js";

/** How long the buttons stay visible after the pointer stops. In milliseconds. */
const AWAKE = 4000;
/** How many parts each key moves; presenter remotes send the Page keys. @type {Record<string, number>} */
const KEYS = { ArrowRight: 1, ArrowLeft: -1, PageDown: 1, PageUp: -1 };

/**
 * @param {HTMLElement} element the activity
 * @param {import("./shapes.js").Context} context
 * @param {(by: number) => boolean} turn moves to another of its parts; false if there is none
 * @param {() => void} [begun] called when it fills the page, with the focus on its `data-first`
 */
export function mountProjector(element, { environment, texts }, turn, begun) {
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
    // Make everything outside the element's ancestors inert, out of reach for keys and screen readers too.
    for (
      let inner = /** @type {Element} */ (element);
      inner !== page.body;
      inner = inner.parentElement ?? page.body
    ) {
      for (const sibling of inner.parentElement?.children ?? []) {
        if (sibling !== inner && !sibling.matches("[inert], [data-voice]")) others.push(sibling);
      }
    }
    for (const other of others) other.toggleAttribute("inert", true);
    window.addEventListener("pointermove", move);
    move();
    stayAwake();
    // A frame may not be allowed to; then the page's own area serves as the screen.
    root.requestFullscreen?.().catch(() => {});
    find(element, "[data-first]").focus();
    begun?.();
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
  // The browser leaves full screen on Esc without sending a key event.
  page.addEventListener("fullscreenchange", () => {
    if (!page.fullscreenElement && element.classList.contains("shown")) close();
  });
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState === "visible" && element.classList.contains("shown")) stayAwake();
  });
}
