/** The record as the LMS holds it: what each value says, and the player's state as JSON. */

import { code, find, make } from "./dom.js";
import { number, t } from "./texts.js";

const box = find("[data-record]");

/** @param {{ record: Record<string, string>, limit: number }} picture */
export function draw({ record, limit }) {
  const names = Object.keys(record).sort();
  if (!names.length) return box.replaceChildren(make("p.soft.empty-record", t("record.empty")));
  const list = make("dl.kept");
  for (const name of names) {
    const value = record[name];
    const said = make(
      "dd",
      ...(name === "cmi.suspend_data" ? state(value, limit) : [make("code", value || '""')]),
    );
    list.append(make("div", make("dt", make("code", name)), said));
  }
  return box.replaceChildren(list);
}

/**
 * @param {string} value
 * @param {number} limit
 */
function state(value, limit) {
  const parts = [make("p", t("record.state", { n: number(value.length), limit: number(limit) }))];
  try {
    const found = JSON.parse(value);
    const texts = Object.values(found.a ?? {}).some((/** @type {any} */ part) => part?.n);
    parts.push(make("p", t(texts ? "record.text" : "record.notext")));
    parts.push(code(JSON.stringify(found, null, 2), "cmi.suspend_data"));
  } catch {
    parts.push(code(value, "cmi.suspend_data"));
  }
  return parts;
}
