/**
 * The end page: what was talked about, what was written, and what to do with it. One button is the filled one:
 * what would be lost comes first. Ending the session asks in place while a text would be lost with it.
 *
 * @typedef {import("./shapes.js").Context} Context
 */

import { copyText, saveFile } from "./clipboard.js";
import { find, focusOn } from "./dom.js";
import { add, asked, wholeText } from "./sheet.js";
import { END } from "./views.js";

/**
 * @param {Context} context
 * @param {import("./sheet.js").Activities} mounted
 * @param {() => boolean} isGroup
 * @returns {{ draw: () => void, leave: (at: Element, go: () => void) => void }} `leave` calls `go` at once, or
 *   when the learner has pressed that the text may be lost; `at` is the button pressed
 */
export function mountEnd(context, mounted, isGroup) {
  const { data, environment, loose, speak, texts, views } = context;
  const { page } = environment;
  const end = find(page, `[data-view="${END}"]`);
  const sheet = find(end, "[data-sheet]");
  const ask = page.querySelector("[data-ask]");
  /** As they are on the page, before the question below may stand among them. */
  const [print, file, copy, finish] = ["print", "file", "copy", "finish"].map((name) =>
    end.querySelector(`[data-do="${name}"]`),
  );
  let go = () => {};

  const draw = () => {
    if (views.current() !== END) return;
    const text = wholeText(mounted);
    sheet.replaceChildren();
    for (const { all, talked } of asked(mounted)) {
      add(sheet, "h2", "label", texts.t(talked));
      for (const { askedText, writtenText } of all) {
        add(sheet, "p", "says", askedText);
        if (writtenText) add(sheet, "p", "written", writtenText);
      }
    }
    end.querySelector("[data-loose]")?.toggleAttribute("hidden", !loose?.holds());
    for (const button of [file, copy]) button?.toggleAttribute("hidden", !text);
    const alone = loose?.asks() ? file : finish?.hasAttribute("hidden") ? print : finish;
    const first = isGroup() ? print : (alone ?? print);
    const care = end.querySelector(".care:not([hidden])");
    for (const button of [print, file, finish]) button?.classList.toggle("main", button === first && !care);
  };

  const close = () => ask?.toggleAttribute("hidden", true);
  for (const button of [file, ask?.querySelector('[data-do="file"]')])
    button?.addEventListener("click", () => {
      saveFile(page, `${data.id}.txt`, wholeText(mounted));
      loose?.take();
      close();
    });
  copy?.addEventListener("click", async () => {
    const copied = await copyText(page, wholeText(mounted));
    if (copied) loose?.take();
    speak(copied ? "hand.copied" : "hand.notCopied", undefined, find(end, "[data-said]"));
  });
  ask?.querySelector('[data-do="finish"]')?.addEventListener("click", () => {
    close();
    loose?.take();
    go();
  });
  views.onShow(close);
  views.onShow(draw);
  loose?.listen(draw);
  texts.onChange(draw);

  return {
    draw,
    leave(at, next) {
      if (!ask || !loose?.asks()) return next();
      go = next;
      at.closest("nav")?.before(ask);
      ask.toggleAttribute("hidden", false);
      focusOn(find(ask, "p"));
    },
  };
}
