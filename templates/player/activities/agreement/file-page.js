/** The sheet as a page of its own: one file that opens anywhere, looks like the paper and prints like it. */

import { add } from "../../dom.js";
import { fillSheet } from "../../sheet.js";

const PAGE_STYLE = `
:root { color-scheme: light dark }
body { max-width: 40rem; margin: 0 auto; padding: 2rem 1.25rem; font: 1.0625rem/1.5 system-ui, sans-serif; overflow-wrap: break-word }
h1 { font: 2rem/1.2 Georgia, serif; margin: .5rem 0 1.5rem }
h2 { font-size: .9375rem; margin: 1.5rem 0 .5rem; padding-top: 1rem; border-top: 1px solid; break-after: avoid }
p { margin: 0 } .question, .says, .written { font: 1.1875rem/1.4 Georgia, serif; break-after: avoid }
.written { white-space: pre-wrap; margin-top: .5rem; break-after: auto }
ol { list-style: none; margin: 0; padding: 0 } li { break-inside: avoid } li + li { margin-top: 1rem }
.line { height: 9mm; border-bottom: 1px solid } .first::first-letter, .agreed-day p::first-letter { text-transform: uppercase }
@media print { body { max-width: none; padding: 0; font-size: 11pt } @page { margin: 18mm 20mm } }
`;

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
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
${body.outerHTML}
</html>
`;
}
