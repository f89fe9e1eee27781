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
  const title = "module.title";
  /** @type {(() => void)[]} */
  const listeners = [];
  let current = START;

  const headingKey = () => (current === START || current === END ? title : `step.${current}.heading`);

  const entitle = () => {
    const last = store.get().c ? "done.title" : "left.title";
    const key = current === START ? title : current === END ? last : headingKey();
    page.title = key === title ? texts.t(title) : `${texts.t(key)} – ${texts.t(title)}`;
  };

  /** @type {Views["show"]} */
  const show = (name, focus = true) => {
    current = name;
    for (const view of views) view.hidden = view.dataset.view !== name;
    header.hidden = name === START;
    heading.hidden = name === END;
    if (!heading.hidden) texts.say(heading, headingKey());
    entitle();
    for (const listener of listeners) listener();
    if (!focus) return;
    environment.window.scrollTo(0, 0);
    const own = heading.hidden || header.hidden;
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
