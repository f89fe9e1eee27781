/**
 * Taking along what was written: a copy, a file. Ending the session asks in place while a text would be lost with
 * it; never in a dialog.
 */

import { copyText, saveFile } from "./clipboard.js";
import { find, focusOn, onPress } from "./dom.js";
import { hand } from "./sandbox.js";
import { wholeText } from "./sheet.js";
import { END } from "./views.js";

/**
 * @param {import("./shapes.js").Context} context
 * @param {import("./loose.js").Loose} loose
 * @param {import("./sheet.js").Activities} mounted
 * @returns {(at: HTMLElement, go: () => void) => void} calls `go` at once, or when the learner has pressed
 *   that the text may be lost; `at` is the button pressed
 */
export function mountTaking(context, loose, mounted) {
  const { data, environment, parts, speak, views } = context;
  const { page } = environment;
  const end = find(page, `[data-view="${END}"]`);
  const ask = find(page, "[data-ask]");
  const note = find(end, "[data-loose]");
  let go = () => {};
  let asked = ask;

  const close = () => {
    if (ask.contains(page.activeElement)) asked.focus();
    ask.hidden = true;
  };
  const save = () => {
    const handed = hand(context, file, "allow-downloads", wholeText(mounted), () => {
      if (parts.filePage)
        saveFile(page, `${data.id}.html`, parts.filePage(context, mounted), "text/html;charset=utf-8");
      else saveFile(page, `${data.id}.txt`, wholeText(mounted));
    });
    close();
    if (handed) loose.take();
  };
  const copy = onPress(end, "copy", async () => {
    if (await copyText(page, wholeText(mounted), speak, find(end, "[data-said]"))) loose.take();
  });
  const file = onPress(end, "file", save);
  onPress(ask, "file", save);
  onPress(ask, "finish", () => {
    close();
    loose.take();
    go();
  });
  const draw = () => {
    note.hidden = !loose.holds();
    for (const button of [file, copy]) button.hidden = !wholeText(mounted);
  };
  views.onShow(close);
  views.onShow(draw);
  loose.listen(draw);

  return (at, next) => {
    if (!loose.asks()) return next();
    go = next;
    asked = at; // the focus goes back to this button
    at.closest("nav")?.before(ask);
    ask.hidden = false;
    // One filled button at a time; the end page draws its own again when this is answered.
    for (const main of end.querySelectorAll(".main")) main.classList.toggle("main", ask.contains(main));
    focusOn(find(ask, "p"));
  };
}
