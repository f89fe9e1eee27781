/**
 * Notes next to a question. The page says where the text goes before the field; a draft is never sent.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 * @typedef {{ leave: () => void }} Notes
 */

import { copyText, saveFile } from "../../clipboard.js";
import { find, onPress } from "../../dom.js";
import { createNoteKeeping } from "./note-keeping.js";

/**
 * @param {ReflectionData} reflection
 * @param {number} index of the question
 * @param {import("../../shapes.js").Context} context
 * @param {(text: string) => Promise<boolean>} send resolves to whether the text was stored
 * @returns {Notes}
 */
export function mountNotes(reflection, index, context, send) {
  const { data, environment, texts } = context;
  const { page } = environment;
  const { id } = reflection.questions[index];
  const box = page.getElementById(`q-${id}_notes`);
  const field = box?.querySelector("textarea");
  const kept = box && field && mountField(box, field);

  /**
   * @param {HTMLElement} root
   * @param {HTMLTextAreaElement} area
   * @returns {import("./note-keeping.js").NoteKeeping}
   */
  function mountField(root, area) {
    const state = find(root, "[data-note]");
    const said = find(root, "[data-said]");
    const room = find(root, "[data-room]");

    /** @param {"" | "notes.saved" | "notes.sent" | "notes.waiting" | "notes.queued"} key */
    const show = (key) => {
      state.classList.toggle("empty", !key);
      state.classList.toggle("waiting", key === "notes.waiting" || key === "notes.queued");
      if (key) texts.say(state, key);
      else state.textContent = "";
    };
    const keeping = createNoteKeeping(root, area, reflection, index, context, { show, room });

    const name = () => `${data.id}-${id}.txt`;
    const whole = () => `${texts.t(`q.${id}.text`)}\n\n${area.value}\n`;
    onPress(root, "copy", async () =>
      texts.say(said, (await copyText(page, area.value)) ? "hand.copied" : "hand.notCopied"),
    );
    onPress(root, "file", () => saveFile(page, name(), whole()));
    onPress(root, "erase", () => {
      area.value = "";
      keeping.erase();
      texts.say(said, sent ? "notes.gone" : "notes.erased");
      area.focus();
    });
    area.addEventListener("input", () => {
      said.textContent = "";
      keeping.write();
    });

    let sent = "";
    if (reflection.notes !== "lrs") return keeping;
    onPress(root, "send", async () => {
      const text = area.value.trim();
      if (!text || text === sent) return;
      sent = text;
      said.textContent = "";
      show("notes.queued");
      if (await send(text)) return show("notes.sent");
      sent = "";
      show("");
      texts.say(said, "notes.notTaken");
    });
    return keeping;
  }

  return { leave: () => kept?.leave?.() };
}
