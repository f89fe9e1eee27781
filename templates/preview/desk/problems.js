/** What keeps a module from being built, before everything else; and what `check` says of a finished package. */

import { find, make } from "./dom.js";
import { t } from "./texts.js";

const box = find("[data-problems]");
const check = find("[data-check]");

/**
 * @param {any[]} problems
 * @param {boolean} isModule
 * @param {boolean} isOurs
 * @returns {boolean} whether the module could not be built
 */
export function draw(problems, isModule, isOurs) {
  const errors = isModule ? problems.filter(({ severity }) => severity === "error") : [];
  box.hidden = !errors.length;
  box.replaceChildren(...(errors.length ? told(errors) : []));
  check.hidden = isModule || !problems.length;
  if (!check.hidden) listed(problems, isOurs);
  return errors.length > 0;
}

/** @param {any[]} errors */
function told(errors) {
  const [first] = errors;
  const values = { file: first.file, n: first.line, count: errors.length };
  const parts = [
    make("h2", t(errors.length === 1 ? "problem.one" : "problem.many", values)),
    make("p", first.text),
    ...(first.help ? [make("p.small", first.help)] : []),
    make("p.small.soft", `${t("problem.code", { code: first.code })} ${t("problem.then")}`),
  ];
  const code = make("pre.code", make("span.soft", `${first.line}  `), ...markedIn(first));
  return [make("div.stack", ...parts), ...(first.source ? [code] : [])];
}

/** @param {any} problem */
function markedIn({ source, column, length }) {
  const at = Math.max(0, column - 1);
  const text = source.slice(at, at + length);
  return [source.slice(0, at), make("mark", text), source.slice(at + length)];
}

/**
 * @param {any[]} problems
 * @param {boolean} isOurs whether larpaket made the package: other tools' are held to fewer rules
 */
function listed(problems, isOurs) {
  const count = (/** @type {string} */ kind) => problems.filter(({ severity }) => severity === kind).length;
  const values = { errors: count("error"), warnings: count("warning"), advice: count("advice") };
  const summary = check.querySelector("summary");
  if (summary) summary.textContent = t("check", values);
  if (check instanceof HTMLDetailsElement) check.open = values.errors > 0;
  check
    .querySelector("ul")
    ?.replaceChildren(
      ...problems.map(({ severity, code, text, help, file }) =>
        make(
          "li",
          make(severity === "error" ? "b.wrong" : "b", t(`check.${severity}`)),
          make("div", make("p", `${code}: ${text} (${file})`), ...(help ? [make("p.soft", help)] : [])),
        ),
      ),
      ...(isOurs ? [] : [make("li.soft", t("check.rules"))]),
    );
}
