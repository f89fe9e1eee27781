/**
 * The list of a catalogue: how far each module has come, and the one to go on with.
 *
 * @typedef {import("../shapes.js").Context} Context
 * @typedef {import("./nested.js").Module} Module
 */

import { find } from "../dom.js";
import { standing } from "./nested.js";

/**
 * @param {Pick<Context, "environment" | "store" | "texts">} context
 * @param {Module[]} modules
 * @param {() => string} latest the module that was open last
 * @param {(id: string) => void} open
 * @returns {() => void} draws it anew
 */
export function mountRows({ environment, store, texts }, modules, latest, open) {
  const { clock, page } = environment;
  const onward = find(page, '[data-do="onward"]');
  const sum = find(page, "[data-sum]");
  const any = find(page, "[data-any]");
  const row = (/** @type {string} */ id) => find(page, `.talk[data-module="${id}"]`);
  const press = (/** @type {Element} */ link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(link.getAttribute("data-module") ?? "");
    });
  for (const { id } of modules) press(row(id));
  press(onward);

  /** Numbers up to twelve in words. @param {number} n */
  const word = (n) => texts.t("all.numbers").split(" ")[n] ?? String(n);
  const dated = (/** @type {number} */ day) => {
    const date = new Date(day * 86_400_000);
    /** @type {Intl.DateTimeFormatOptions} */
    const year = date.getUTCFullYear() === new Date(clock.now()).getFullYear() ? {} : { year: "numeric" };
    return date.toLocaleDateString(texts.language(), {
      day: "numeric",
      month: "long",
      timeZone: "UTC",
      ...year,
    });
  };

  return () => {
    const all = modules.map((module) => standing(store.get(), module));
    const done = all.filter((one) => one.complete).length;
    const open = all.filter((one) => !one.complete);
    const begun = open.filter((one) => one.begun);
    const next = open.find((one) => one.id === latest()) ?? begun[0] ?? open[0];

    for (const one of all) {
      const link = row(one.id);
      const state = find(link, ".state");
      if (one.complete && one.day !== undefined) texts.say(state, "all.doneOn", { date: dated(one.day) });
      else if (one.complete) texts.say(state, "all.done");
      else if (one.begun) texts.say(state, `come.${one.last}`);
      else texts.say(state, "all.notBegun");
      find(link, "progress", HTMLProgressElement).value = one.minutes;
      if (one === next && one.begun) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!next) texts.say(sum, all.length === 2 ? "all.both" : "all.complete", { n: word(all.length) });
    else if (done) texts.say(sum, "all.sum", { done: word(done), of: word(all.length) });
    else texts.say(sum, "all.begin", { of: word(all.length) });
    onward.hidden = !next;
    texts.say(any, next ? "all.any" : "all.again");
    if (!next) return;
    onward.dataset.module = next.id;
    onward.setAttribute("href", row(next.id).getAttribute("href") ?? "");
    const [lead, title, left] = onward.querySelectorAll("span, b");
    texts.say(lead, next.begun || done ? "all.onward" : "all.first");
    texts.say(title, `m.${next.id}`);
    texts.say(left, next.begun ? "all.left" : "all.minutes", { n: next.left });
  };
}
