/** The sheet as a page of its own: one file that opens anywhere, looks like the paper and prints like it. */

import { add } from "../../dom.js";
import { fillSheet } from "../../sheet.js";

/** Compact, because it lies in the script as it stands. */
const PAGE_STYLE =
  ":root{color-scheme:light dark}" +
  "body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}" +
  "h1,.question,.says{font-family:serif}.question,.says{font-size:1.2rem}" +
  "h2{margin-top:2rem;border-top:1px solid;padding-top:1rem;font-size:1rem}" +
  "p{margin:0}ol{padding:0;list-style:none}li{margin-top:1rem;break-inside:avoid}" +
  ".written{white-space:pre-wrap}.line{height:9mm;border-bottom:1px solid}" +
  ".first::first-letter,.agreed-day p::first-letter{text-transform:uppercase}";

/**
 * @param {import("../../shapes.js").Context} context
 * @param {import("../../sheet.js").Activities} mounted
 * @returns {string} HTML; what was typed is escaped by the browser
 */
export function filePage({ environment, texts }, mounted) {
  const { clock, page } = environment;
  const { lang, dir } = page.documentElement;
  const body = page.createElement("body");
  add(body, "p", "first", new Date(clock.now()).toLocaleDateString(texts.language(), { dateStyle: "full" }));
  add(body, "h1", "", texts.t("module.title"));
  fillSheet(body, texts, mounted, true);
  const title = body.querySelector("h1")?.innerHTML;
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${PAGE_STYLE}</style></head>
${body.outerHTML}
</html>
`;
}
