/**
 * One view at a time: the start, one for each step, the end. Views change only when the learner presses
 * something.
 *
 * @typedef {import("./shapes.js").Context} Context
 * @typedef {{
 *   show: (name: string, focus?: boolean) => void,
 *   current: () => string,
 *   onShow: (listener: () => void) => void,
 *   location: () => string,
 *   go: (location: string) => void,
 * }} Views
 */

import { find, focusOn } from "./dom.js";

export const START = "@start";
export const END = "@end";

/**
 * @param {Pick<Context, "data" | "environment" | "store" | "texts">} context
 * @returns {Views}
 */
export function createViews({ data, environment, store, texts }) {
  const { page } = environment;
  const header = find(page, ".top");
  const heading = find(page, "[data-heading]");
  const views = [...page.querySelectorAll("[data-view]")].filter((view) => view instanceof HTMLElement);
  /** @type {(() => void)[]} */
  const listeners = [];
  let current = START;

  const headingKey = () => `step.${current}.heading`;

  const entitle = () => {
    const name = texts.t("module.title");
    const key = current === END ? (store.get().c ? "done.title" : "left.title") : headingKey();
    page.title = current === START ? name : `${texts.t(key)} – ${name}`;
  };

  /** @type {Views["show"]} */
  const show = (name, focus = true) => {
    current = name;
    for (const view of views) view.hidden = view.dataset.view !== name;
    header.hidden = name === START;
    heading.hidden = name === END;
    const own = header.hidden || heading.hidden;
    if (!own) texts.say(heading, headingKey());
    entitle();
    for (const listener of listeners) listener();
    if (!focus) return;
    environment.window.scrollTo(0, 0);
    focusOn(own ? find(page, `[data-view="${name}"] :not([hidden]) > h1`) : heading);
  };

  texts.onChange(entitle);
  return {
    show,
    current: () => current,
    onShow: (listener) => listeners.push(listener),
    // The saved location is the id of the view's first activity: steps may be renamed between versions,
    // activities may not.
    location() {
      const step =
        current === END ? data.steps.at(-1) : data.steps.find((candidate) => candidate.id === current);
      return step?.activities[0] ?? "";
    },
    go(location) {
      const step = data.steps.find((candidate) => candidate.activities.includes(location));
      if (step) show(step.id, false);
    },
  };
}
