/** What somebody writes, and what the page says of it: where it lies, and how to take it along. */

import { copyText } from "../clipboard.js";
import { find, onPress } from "../dom.js";
import { mountStatus } from "./status.js";

/**
 * @param {HTMLElement} root with the field, its status and its buttons
 * @param {import("./keeping.js").Written} area
 * @param {import("./keeping.js").What} what
 * @param {import("../shapes.js").Context} context
 * @returns {import("./keeping.js").Keeping}
 */
export function mountWritten(
  root,
  area,
  { id, keep, file, focus, send, path, older, text = () => area.value },
  context,
) {
  const { environment, loose, speak } = context;
  const said = find(root, "[data-said]");
  const room = find(root, "[data-room]");
  const acts = find(root, "[data-acts]");

  const say = mountStatus(find(root, "[data-note]"), id, () => area.value.trim(), context);
  /** @param {import("./keeping.js").KeptStatus} wanted */
  const show = (wanted) => {
    acts.hidden = !area.value.trim();
    say(wanted);
  };
  const keeping = keep?.(root, area, path, context, { show, room }, older) ?? {
    write: () => show("notes.only"),
    erase: () => show(""),
  };

  onPress(root, "copy", async () => {
    if (await copyText(environment.page, text(), speak, said)) loose?.happen(id, "taken");
  });
  onPress(root, "file", () => {
    if (file() !== false) loose?.happen(id, "taken");
  });
  onPress(root, "erase", () => {
    area.value = "";
    keeping.erase();
    show("");
    speak(sent ? "notes.gone" : "notes.erased", undefined, said);
    focus();
  });
  area.addEventListener("input", () => {
    said.textContent = "";
    keeping.write();
  });

  let sent = "";
  if (send) {
    onPress(root, "send", async () => {
      const text = area.value.trim();
      if (!text || text === sent) return;
      sent = text;
      said.textContent = "";
      show("notes.queued");
      // What was written meanwhile has not been sent.
      if (await send(text)) return area.value.trim() === text ? show("notes.sent") : undefined;
      sent = "";
      show("notes.only");
      speak("notes.notTaken", undefined, said);
    });
  }
  return keeping;
}
