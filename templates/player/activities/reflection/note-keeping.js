/**
 * Keeping the learner's notes where the reflection says: only on the page, in this browser once "min egen
 * dator" has been ticked, or in the LMS's saved state.
 *
 *
 * @typedef {{ write: () => void, erase: () => void, leave?: () => void }} NoteKeeping
 *   `leave`: the page may be about to close, and its last save must include what was typed last
 */

import { find } from "../../dom.js";
import { change, part } from "../../progress.js";
import { fitting } from "../../state-text.js";
import { openStorage } from "../../storage.js";
import { pathsOf } from "./questions.js";

/**
 * @typedef {"" | "notes.only" | "notes.saved" | "notes.sent" | "notes.waiting" | "notes.queued"} NoteStatus
 *   `notes.only`: it lies only in this page
 */
/** Short enough that at most a word is lost. In milliseconds. */
const AFTER = 800;
/** The counter appears once there is this little room. In characters. */
const NEAR = 500;

/**
 * @param {HTMLElement} root
 * @param {HTMLTextAreaElement} area
 * @param {import("../../contract.js").ReflectionData} reflection
 * @param {number} index of the question
 * @param {import("../../shapes.js").Context} context
 * @param {{ show: (key: NoteStatus) => void, room: HTMLElement }} says
 * @returns {NoteKeeping}
 */
export function createNoteKeeping(root, area, reflection, index, context, { show, room }) {
  const path = pathsOf(reflection)[index];
  const module = context.data.id;
  const keys = [`${module}/${path}`, ...(index ? [] : [`${module}/${reflection.id}`])];
  if (reflection.notes === "device") return onThisComputer(root, area, keys, context, show);
  if (reflection.notes === "lms") return inTheLms(area, path, context, show, room);
  return { write: () => show("notes.only"), erase: () => show("") };
}

/**
 * @param {HTMLTextAreaElement} area
 * @param {string} id
 * @param {import("../../shapes.js").Context} context
 * @param {(key: NoteStatus) => void} show
 * @param {HTMLElement} room
 * @returns {NoteKeeping}
 */
function inTheLms(area, id, { data, environment, onSaved, save, store, texts }, show, room) {
  let cancel = () => {};
  let touched = false;
  let waiting = false;

  /** Put the text into the store, which every save reads; returns whether all of it fits. */
  const take = () => {
    cancel();
    const { kept, left } = fitting(store.get(), id, area.value, data.state_limit);
    store.update((state) => change(state, id, { n: kept || undefined }));
    const all = kept === area.value;
    if (!all) texts.say(room, "notes.tooLong", { n: area.value.length - kept.length });
    else if (left < NEAR) texts.say(room, "notes.room", { n: left });
    else room.textContent = "";
    room.classList.toggle("care-text", !all);
    return all;
  };

  const keep = async () => {
    const all = take();
    const written = area.value;
    const confirmed = await save();
    waiting = !confirmed;
    if (area.value === written) show(!confirmed ? "notes.waiting" : all ? "notes.saved" : "notes.only");
  };

  store.subscribe(() => {
    const saved = part(store.get(), id).n;
    if (touched || typeof saved !== "string" || area.value === saved) return;
    area.value = saved;
    show("notes.saved");
  });
  area.addEventListener("change", keep);
  // In the capture phase, to run before the session's own listener saves.
  environment.page.addEventListener("visibilitychange", () => touched && void keep(), true);
  onSaved(() => waiting && void keep());
  return {
    write() {
      touched = true;
      show("notes.only");
      cancel();
      cancel = environment.clock.after(AFTER, keep);
    },
    erase() {
      touched = true;
      void keep();
    },
    leave: () => void (touched && take()),
  };
}

/**
 * @param {HTMLElement} root
 * @param {HTMLTextAreaElement} area
 * @param {string[]} keys the text's key, and the key it had when a reflection had only one question
 * @param {import("../../shapes.js").Context} context
 * @param {(key: NoteStatus) => void} show
 * @returns {NoteKeeping}
 */
function onThisComputer(root, area, [key, old], { environment }, show) {
  const own = find(root, "[data-own]", HTMLInputElement);
  let cancel = () => {};
  let pending = false;
  const storage = openStorage(environment.window);

  const keep = async () => {
    cancel();
    pending = false;
    try {
      const run = await storage;
      const text = own.checked ? area.value : "";
      await run("notes", "readwrite", (table) => {
        if (old) table.delete(old);
        const request = text ? table.put(text, key) : table.delete(key);
        // Commit explicitly: a closing page is no longer there when the transaction would do it by itself.
        table.transaction.commit?.();
        return request;
      });
      show(text ? "notes.saved" : "notes.only");
    } catch {
      show("notes.only");
    }
  };

  storage.then(
    async (run) => {
      const read = (/** @type {string} */ name) => run("notes", "readonly", (table) => table.get(name));
      const kept = (await read(key)) ?? (old && (await read(old)));
      if (!kept || area.value) return;
      area.value = kept;
      own.checked = true;
      show("notes.saved");
    },
    () => {
      own.disabled = true; // storage is refused
    },
  );
  const leave = () => void (pending && keep());
  environment.page.addEventListener("visibilitychange", leave);
  own.addEventListener("change", keep);
  area.addEventListener("change", () => own.checked && void keep());
  return {
    write() {
      show("notes.only");
      cancel();
      pending = own.checked;
      if (pending) cancel = environment.clock.after(AFTER, keep);
    },
    erase: () => void keep(),
    leave,
  };
}
