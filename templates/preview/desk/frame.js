/** The package's frame: its real size in CSS pixels, scaled down to the room there is, never up. */

import { find, make } from "./dom.js";
import { t } from "./texts.js";

/** Width and height of a window, in CSS pixels. @type {Record<string, [number, number]>} */
export const SIZES = {
  phone: [360, 740],
  tablet: [750, 1000],
  moodle: [719, 666],
  desktop: [1280, 800],
  screen: [1920, 1080],
};
const box = find("[data-fit]");
const scale = find("[data-scale]");
const boards = find(".boards");
/** @type {HTMLIFrameElement | null} */
let frame = null;
/** @type {Window | null} */
let alone = null;
let size = innerWidth < 640 ? "phone" : "moodle";

export const width = () => size;

/** @param {string} wanted */
export function resize(wanted) {
  size = wanted;
  fit();
}

function fit() {
  const [wide, high] = SIZES[size];
  boards.classList.toggle("tall", size === "phone");
  boards.classList.toggle("wide", size === "desktop" || size === "screen");
  const stacked = innerWidth < 1024;
  const room = Math.min(box.clientWidth / wide, stacked ? 1 : box.clientHeight / high, 1);
  if (stacked) box.style.blockSize = `${Math.ceil(high * room)}px`;
  else box.style.removeProperty("block-size");
  scale.textContent = room < 0.995 ? t("shown", { n: Math.round(room * 100) }) : t("full");
  if (!frame) return;
  frame.style.inlineSize = `${wide}px`;
  frame.style.blockSize = `${high}px`;
  frame.style.scale = String(room);
  frame.style.insetInlineStart = `${Math.max(0, (box.clientWidth - wide * room) / 2)}px`;
}
new ResizeObserver(fit).observe(box);

/** A window for the package alone, whose `top` is the LMS's page; a frame's is the desk, on another origin. */
export function own() {
  if (!alone || alone.closed) alone = window.open();
  alone?.focus();
}

/** @param {string} address opened anew: in the window for it, if there is one, else in the frame */
export function open(address) {
  frame?.remove(); // a session ends before the next begins
  if (alone && !alone.closed) {
    close(t("own.open"));
    alone.location.replace(address);
    return;
  }
  frame = /** @type {HTMLIFrameElement} */ (make("iframe"));
  frame.title = t("player");
  frame.allow = "fullscreen; autoplay";
  frame.src = address;
  box.replaceChildren(frame);
  fit();
}

/** @param {string} text instead of a package */
export function close(text) {
  frame = null;
  box.replaceChildren(make("p.soft", text));
}

/** @param {boolean} old whether it shows a page that has not been built from the files as they are now */
export function age(old) {
  box.classList.toggle("old", old);
}

/**
 * @param {string} origin the package's
 * @param {object} message
 */
export function tell(origin, message) {
  const shown = alone && !alone.closed ? alone : frame?.contentWindow;
  if (origin) shown?.postMessage(message, origin);
}
