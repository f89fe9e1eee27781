/**
 * Notes next to a question. The page says where the text goes before the field; a draft is never sent.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 * @typedef {"" | "notes.only" | "notes.saved" | "notes.sent" | "notes.waiting" | "notes.queued"} NoteStatus
 *   `notes.only`: it lies only in this page
 * @typedef {{ write: () => void, erase: () => void, leave?: () => void }} NoteKeeping
 *   `leave`: the page may be about to close, and its last save must include what was typed last
 * @typedef {{ show: (key: NoteStatus) => void, room: HTMLElement }} Says
 * @typedef {{ leave: () => void }} Notes
 */

import { copyText, saveFile } from "../../clipboard.js";
import { find, onPress } from "../../dom.js";

/**
 * @param {ReflectionData} reflection
 * @param {number} index of the question
 * @param {import("../../shapes.js").Context} context
 * @param {(text: string) => Promise<boolean>} send resolves to whether the text was stored
 * @returns {Notes}
 */
export function mountNotes(reflection, index, context, send) {
  const { data, environment, loose, speak, texts } = context;
  const { page } = environment;
  const parts = /** @type {import("./parts.js").ReflectionParts} */ (context.parts);
  const { id } = reflection.questions[index];
  const box = page.getElementById(`q-${id}_notes`);
  const field = box?.querySelector("textarea");
  const kept = box && field && mountField(box, field);

  /**
   * @param {HTMLElement} root
   * @param {HTMLTextAreaElement} area
   * @returns {NoteKeeping}
   */
  function mountField(root, area) {
    const state = find(root, "[data-note]");
    const said = find(root, "[data-said]");
    const room = find(root, "[data-room]");
    const acts = find(root, "[data-acts]");

    /** Where there is no text, there is nothing to say about it. @param {NoteStatus} wanted */
    const show = (wanted) => {
      const key = area.value.trim() && wanted;
      const elsewhere = key === "notes.saved" || key === "notes.sent";
      loose?.happen(id, key && !elsewhere ? "written" : "kept");
      acts.hidden = !area.value.trim();
      state.classList.toggle("saved", key !== "notes.only");
      state.classList.toggle("empty", !key);
      state.classList.toggle("waiting", key === "notes.waiting" || key === "notes.queued");
      if (state.dataset.t === key) return;
      if (key) texts.say(state, key);
      else state.textContent = "";
      if (!key) state.removeAttribute("data-t");
      else if (key !== "notes.only") speak(key);
    };
    const kind = /** @type {"device" | "lms"} */ (reflection.notes);
    const keeping = parts[kind]?.(root, area, reflection, index, context, { show, room }) ?? {
      write: () => show("notes.only"),
      erase: () => show(""),
    };

    onPress(root, "copy", async () => {
      if (await copyText(page, area.value, speak, said)) loose?.happen(id, "taken");
    });
    onPress(root, "file", () => {
      saveFile(page, `${data.id}-${id}.txt`, `${texts.t(`q.${id}.text`)}\n\n${area.value}\n`);
      loose?.happen(id, "taken");
    });
    onPress(root, "erase", () => {
      area.value = "";
      keeping.erase();
      show("");
      speak(sent ? "notes.gone" : "notes.erased", undefined, said);
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
      // What was written meanwhile has not been sent.
      if (await send(text)) return area.value.trim() === text ? show("notes.sent") : undefined;
      sent = "";
      show("notes.only");
      speak("notes.notTaken", undefined, said);
    });
    return keeping;
  }

  return { leave: () => kept?.leave?.() };
}
