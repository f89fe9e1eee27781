/** What a call means, in words: what it did, what the standard says of its error, and whether the answer is true. */

import { has, number, t } from "./texts.js";

const FINE = new Set(["", "0", "undefined", "null", "No error"]);
const STATUS = ["cmi.core.lesson_status", "cmi.completion_status"];
const DONE = ["completed", "passed"];

/** @param {{ method: string }} call */
export function isRead(call) {
  return /GetValue|Error|Diagnostic/.test(call.method);
}

/** @param {any} call a value that is merely not there yet is no error */
export function isWrong(call) {
  if (call.wrong.length) return true;
  return !FINE.has(call.error) && !(call.error === "403" && isRead(call));
}

/**
 * @param {any} call
 * @param {number} limit of the saved state, in characters
 * @returns {string} "" if there is nothing to add
 */
export function explained(call, limit) {
  const name = call.method.replace(/^LMS/, "");
  if (call.wrong.length)
    return call.wrong.map((/** @type {string} */ text) => t("wrong", { text })).join(" ");
  if (!FINE.has(call.error)) return has(`code.${call.error}`) ? t(`code.${call.error}`) : "";
  if (call.untrue) return t("untrue.why");
  if (name === "Initialize") return t("say.opened");
  if (name === "Commit") return t("say.stored");
  if (name === "Finish" || name === "Terminate") return t("say.ended");
  return name === "SetValue" ? written(call, limit) : "";
}

/**
 * @param {any} call
 * @param {number} limit
 */
function written({ method, args: [element, value] }, limit) {
  if (STATUS.includes(element)) {
    const commit = method.replace("SetValue", "Commit");
    return DONE.includes(value) ? t("say.complete", { commit }) : t("say.started");
  }
  if (element === "cmi.suspend_data")
    return t("say.state", { n: number(value.length), limit: number(limit) });
  if (element.endsWith("session_time")) return t("say.time");
  if (element.endsWith("exit") && value === "suspend") return t("say.exit");
  return "";
}
