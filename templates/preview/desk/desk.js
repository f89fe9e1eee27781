/** The desk: a pretended LMS around a package, and beside it, live, what it is told. */

import * as controls from "./controls.js";
import { find, make } from "./dom.js";
import * as frame from "./frame.js";
import * as log from "./log.js";
import * as problems from "./problems.js";
import * as record from "./record.js";
import { ask, follow } from "./server.js";
import { clock, number, span, t } from "./texts.js";

/** @type {any} */
let now = null;
let tab = "all";
/** When the LMS last stored something, when the player last wrote, when the package was last built. */
const times = { stored: 0, wrote: 0, built: 0 };
const told = { accepted: 0, sent: 0 };
let heard = "";
let address = "";
let failed = false;

/** Nobody but the browser knows what is done. */
const isOnly = () => now.store === "browser";
const lms = () => {
  if (now.options.persona) return t(`persona.${now.chosen.persona}`);
  return isOnly() ? t("lms.web") : t("lms.launch");
};

function standing() {
  const { status, seconds, score } = now.standing;
  const word = t(`status.${status}`);
  const parts = [word, ...(score ? [t("points", { n: score })] : []), ...(seconds ? [span(seconds)] : [])];
  const line = find("[data-standing]");
  if (isOnly()) line.textContent = t("browser.only");
  else {
    const still = now.scorm && !now.stored;
    line.replaceChildren(
      still ? t("standing.still", { lms: lms() }) : t("standing"),
      make("span.now", `${parts.join(", ")}.`),
    );
  }
  document.title = isOnly() ? `${now.title} – larpaket preview` : `${parts.join(", ")} – larpaket preview`;
  if (heard !== word) {
    if (heard) find("[data-heard]").textContent = `${t("standing")}${word}.`;
    heard = word;
  }
}

function distance() {
  if (isOnly() && !told.sent) return "";
  if (!now.scorm)
    return told.sent ? t("distance.lrs", { n: told.accepted, m: told.sent }) : t("distance.nothing");
  if (!now.stored) return t("distance.refused");
  if (!times.stored) return t("distance.nothing");
  return times.wrote > times.stored
    ? t("distance.open", { time: clock(times.stored) })
    : t("distance.saved", { time: clock(times.stored) });
}

function draw() {
  find("[data-title]").textContent = now.version
    ? t("title", { title: now.title, version: now.version })
    : now.title;
  const built = find("[data-built]");
  built.classList.toggle("waiting", failed);
  standing();
  const line = find("[data-distance]");
  const text = distance();
  if (line.textContent !== text) line.textContent = text;
  const isOld = problems.draw(now.problems, now.watched, now.ours);
  frame.age(isOld);
  find("[data-lms]").textContent =
    isOld && now.stage ? t("stale", { time: clock(times.built, false) }) : lms();
  find('[data-do="restart"]').hidden = isOnly();
  record.draw(now);
  for (const button of document.querySelectorAll("button[data-tab]")) {
    if (!(button instanceof HTMLElement)) continue;
    const { tab: name = "" } = button.dataset;
    button.setAttribute("aria-pressed", String(name === tab));
    button.hidden =
      (name === "statements" && !log.counts.statements && !now.available.includes("lrs")) ||
      (name === "record" && !now.scorm);
    const count = button.querySelector("[data-count]");
    if (count) count.textContent = name === "record" ? "" : String(log.counts[/** @type {"all"} */ (name)]);
  }
  find("[data-sum]").textContent = t("sum", { n: log.counts.calls, m: log.counts.wrong });
}

function launch() {
  if (now.stage) frame.open(now.stage + now.path);
  else frame.close(t("waiting"));
  address = now.stage + now.path;
}

/** @param {any} event */
function take(event) {
  if (event.kind === "store" && event.status === 200) times.stored = event.at;
  if (event.kind === "call") {
    if (/SetValue/.test(event.method)) times.wrote = event.at;
    // The habit that made personas necessary: yes, and nothing was sent.
    if (/Commit|Finish|Terminate/.test(event.method))
      event.untrue = String(event.result) === "true" && !now.stored;
  }
  if (event.kind === "statement") {
    told.sent += 1;
    if (event.status < 300) told.accepted += 1;
  }
  if (event.kind === "built" || event.kind === "failed") {
    failed = event.kind === "failed";
    const time = clock(event.at, false);
    const key = failed ? "built.not" : now.watched ? "built" : "read";
    find("[data-built]").textContent = t(key, { time, s: number(event.seconds ?? 0) });
    if (!failed) times.built = event.at;
  }
  log.add(event, { limit: now.limit, last: clock(times.built, false) });
  if (["built", "launched", "restarted", "emptied"].includes(event.kind)) opens = true;
  if (event.kind === "fault") tellFaults = true;
}
let opens = false;
let tellFaults = false;
let drawing = false;

/** After the lines that came together. */
function settle() {
  drawing = false;
  if (opens || (now.stage && address !== now.stage + now.path)) launch();
  if (tellFaults) frame.tell(now.stage, { faults: now.faults });
  opens = tellFaults = false;
  draw();
}

const press = (/** @type {string} */ name, /** @type {() => void} */ act) =>
  find(`[data-do="${name}"]`).addEventListener("click", act);
press("launch", () => void ask("launch"));
press("own", () => {
  frame.own();
  void ask("launch");
});
press("restart", () => void ask("restart"));
press("empty", () => void ask("empty"));
press("reload", () => frame.tell(now.stage, { reload: true }));
press("latest", log.toEnd);
press("clear", () => {
  log.clear();
  draw();
});
const text = () => log.whole.map((event) => JSON.stringify(event)).join("\n");
press("copy", async () => {
  await navigator.clipboard.writeText(text());
  find("[data-heard]").textContent = t("copied");
});
press("save", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text()], { type: "application/x-ndjson" }));
  link.download = "larpaket-preview.ndjson";
  link.click();
  URL.revokeObjectURL(link.href);
});
find("[data-tabs]").addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button[data-tab]") : null;
  if (!(button instanceof HTMLElement)) return;
  tab = button.dataset.tab ?? "all";
  find("[data-record]").hidden = tab !== "record";
  find("[data-calls]").hidden = tab === "record";
  log.filter(tab);
  draw();
});
const other = find("[data-other]");
if (other instanceof HTMLAnchorElement) other.href += location.hash;

const why = await follow(({ picture, event }) => {
  if (picture) {
    const before = now;
    now = picture;
    if (
      JSON.stringify([before?.options, before?.chosen, before?.faults, before?.available]) !==
      JSON.stringify([now.options, now.chosen, now.faults, now.available])
    )
      controls.draw(now);
  }
  if (event) take(event);
  if (!drawing) queueMicrotask(settle);
  drawing = true;
});
find("[data-distance]").textContent = t(why);
