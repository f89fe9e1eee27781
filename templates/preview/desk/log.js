/**
 * The log: each call with its answer and what it means, each statement as a sentence, and what was done at the desk.
 * It follows its end until the reader scrolls up. It is not live: the lines above the page speak.
 */

import { code, find, make } from "./dom.js";
import { explained, isRead, isWrong } from "./explain.js";
import { sentence } from "./sentences.js";
import { clock, number, t } from "./texts.js";

/** More than this many lines are not kept on the page. */
const MOST = 2000;
const list = find("[data-calls]");
const pane = find("[data-pane]");
const latest = find("[data-do=latest]");
let second = "";
/** @type {{ box: HTMLElement, said: HTMLElement, inside: HTMLElement, n: number } | null} */
let reads = null;
export const counts = { all: 0, wrong: 0, statements: 0, calls: 0 };
/** What "copy" and "save" hand over. @type {any[]} */
export let whole = [];

export function clear() {
  list.replaceChildren();
  whole = [];
  reads = null;
  second = "";
  Object.assign(counts, { all: 0, wrong: 0, statements: 0, calls: 0 });
}

/** @param {string} value as the call has it */
const quoted = (value) => `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;

/** @param {any} call */
function written({ method, args }) {
  const code = make("code", make("span", `${method}(`));
  for (const [i, arg] of args.entries()) {
    if (i) code.append(make("span", ", "));
    code.append(document.createElement("wbr"), i === 1 ? make("b", quoted(arg)) : quoted(arg));
  }
  code.append(make("span", ")"));
  return code;
}

/** @param {any} result */
const answer = (result) => (typeof result === "string" ? result : String(result));

/**
 * @param {any} event
 * @param {"call" | "done" | "statements"} kind
 * @param {boolean} wrong
 * @param {...Node} inside
 */
function line(event, kind, wrong, ...inside) {
  const time = make("time", clock(event.at));
  const item = make("li", time, ...inside);
  item.dataset.kind = kind;
  if (wrong) item.classList.add("bad");
  if (kind === "done") item.classList.add("done");
  if (time.textContent === second && kind !== "done") item.classList.add("same");
  second = time.textContent ?? "";
  const follows = pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 8;
  list.append(item);
  while (list.children.length > MOST) list.firstElementChild?.remove();
  counts.all += 1;
  if (wrong) counts.wrong += 1;
  if (follows) toEnd();
  else latest.hidden = false;
  return item;
}

export function toEnd() {
  pane.scrollTop = pane.scrollHeight;
  latest.hidden = true;
}
pane.addEventListener("scroll", () => {
  if (pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 8) latest.hidden = true;
});

/** @param {any} event */
function addRead(event) {
  const row = [make("dt", written(event)), make("dd", make("code", quoted(answer(event.result))))];
  if (!reads) {
    const said = make("span");
    const inside = make("dl.reads");
    const box = make("details", make("summary", said), inside);
    reads = { box, said, inside, n: 0 };
    line(event, "call", false, box);
  }
  reads.n += 1;
  reads.said.textContent = reads.n === 1 ? t("reads.one") : t("reads.many", { n: reads.n });
  reads.inside.append(...row);
}

/**
 * @param {any} event
 * @param {number} limit
 */
function addCall(event, limit) {
  counts.calls += 1;
  const wrong = isWrong(event) || event.untrue;
  if (isRead(event)) {
    if (!wrong && /Error|Diagnostic/.test(event.method)) return;
    if (!wrong) return addRead(event);
  }
  reads = null;
  const word = event.untrue
    ? t("untrue")
    : isWrong(event) && event.error > "0"
      ? t("error", { code: event.error })
      : "";
  const end = make("span.answer", ...(word ? [make("b", word)] : []), make("code", answer(event.result)));
  const why = explained(event, limit);
  line(event, "call", wrong, written(event), end, ...(why ? [make("p", why)] : []));
}

/** @param {any} event */
function addStatement(event) {
  counts.statements += 1;
  reads = null;
  const wrong = event.status >= 300;
  const json = code(JSON.stringify(event.statement, null, 2), t("json"));
  const verdict = make("p", wrong ? event.said || String(event.status) : t("valid"));
  const head = make(
    "summary",
    make("span", sentence(event.statement)),
    make("span.answer", make("code", String(event.status))),
  );
  line(event, "statements", wrong, make("details", head, verdict, json));
}

/** @param {any} event */
function addDocument(event) {
  const head = make(
    "summary",
    make("span", t("document", { name: event.name, method: event.method })),
    make("span.answer", make("code", String(event.status))),
  );
  line(event, "statements", event.status >= 300, make("details", head, code(event.body, event.name)));
}

/**
 * @param {any} event
 * @param {{ limit: number, last: string }} about `last`: the time of the last good build
 */
export function add(event, { limit, last }) {
  if (event.kind === "store") return;
  whole.push(event);
  if (event.kind === "call") return addCall(event, limit);
  if (event.kind === "statement") return addStatement(event);
  if (event.kind === "document") return addDocument(event);
  reads = null;
  line(event, "done", ["missing", "blocked"].includes(event.kind), make("p", noted(event, last)));
}

/**
 * @param {any} event
 * @param {string} last
 */
function noted(event, last) {
  if (event.kind === "fault") {
    const fault = t(`fault.${event.fault}`);
    const more =
      event.on && ["offline", "storage"].includes(event.fault) ? ` ${t(`note.${event.fault}`)}` : "";
    return t(event.on ? "on" : "off", { fault }) + more;
  }
  if (event.kind === "built") return t("event.built", { s: number(event.seconds) });
  if (event.kind === "failed") return event.text || t("event.failed", { time: last });
  if (event.kind === "missing") return t("event.missing", { path: event.path });
  if (event.kind === "blocked") return t("event.blocked", { address: event.address });
  return t(`event.${event.kind}`);
}

/** @param {string} tab */
export function filter(tab) {
  list.dataset.tab = tab;
  if (tab !== "record") toEnd();
}
