/**
 * What a catalogue's page shows: its list, one of its modules, or the end.
 *
 * @typedef {import("../views.js").Views} Views
 */

import { find, focusOn } from "../dom.js";
import { END, START } from "../views.js";

export const MODULE = "@module";

/**
 * @param {Pick<import("../shapes.js").Context, "environment" | "store" | "texts">} context
 * @param {() => string} location
 * @returns {Views & { enter: (title: string) => void }} `enter` shows the module of that title
 */
export function createPlaces({ environment, store, texts }, location) {
  const { page } = environment;
  const views = [...page.querySelectorAll("[data-view]")].filter((view) => view instanceof HTMLElement);
  /** @type {(() => void)[]} */
  const listeners = [];
  let current = START;
  let module = "";

  const entitle = () => {
    const name = texts.t("module.title");
    const end = texts.t(store.get().c ? "done.title" : "left.title");
    const before = current === START ? "" : `${current === END ? end : module} – `;
    page.title = before + name;
  };
  /** @type {Views["show"]} */
  const show = (name, focus = true) => {
    current = name;
    for (const view of views) view.hidden = view.dataset.view !== name;
    entitle();
    for (const listener of listeners) listener();
    if (!focus) return;
    environment.window.scrollTo(0, 0);
    focusOn(find(page, `[data-view="${name}"] :not([hidden]) > h1`));
  };
  texts.onChange(entitle);
  return {
    show,
    current: () => current,
    onShow: (listener) => listeners.push(listener),
    location,
    go() {},
    enter(title) {
      module = title;
      show(MODULE, false);
    },
  };
}
