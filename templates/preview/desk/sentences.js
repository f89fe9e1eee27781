/** A statement as a sentence: from its verb, its object and who did it, never from a verb's `display`. */

import { has, language, t } from "./texts.js";

/** @param {unknown} id as it was sent, which may be anything */
function last(id) {
  const iri = String(id ?? "");
  return iri.replace(/\/$/, "").split(/[/#]/).pop() ?? iri;
}

/** @param {Record<string, string> | undefined} map */
function said(map) {
  if (!map) return "";
  return map[language] ?? map[`${language}-SE`] ?? Object.values(map)[0] ?? "";
}

/** @param {any} statement */
export function sentence(statement) {
  const verb = last(statement.verb?.id);
  const who = statement.actor?.name || t("who.");
  const object = statement.object ?? {};
  const isModule = !statement.context?.contextActivities?.parent?.length;
  const name = said(object.definition?.name) || last(object.id);
  const what = isModule ? t("what.module") : `”${name}”`;
  return has(`verb.${verb}`) ? t(`verb.${verb}`, { who, what }) : t("verb.other", { who, verb, what });
}
