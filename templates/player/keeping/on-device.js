/**
 * Keeping what a learner writes in this browser, once "min egen dator" has been ticked. A page that is hidden or
 * closes also leaves a copy in localStorage, because what it gives to the database then may be lost
 * (docs/state.md). The next start moves it there.
 */

import { find } from "../dom.js";
import { openStorage } from "../storage.js";

/** Short enough that at most a word is lost. In milliseconds. */
const STORE_AFTER = 800;

/** @type {import("./keeping.js").Keep} */
export function keepOnDevice(root, area, id, { data, environment }, { show }, older) {
  const key = `${data.id}/${id}`;
  const old = older && `${data.id}/${older}`;
  const copy = `larpaket note ${key}`;
  const own = find(root, "[data-own]", HTMLInputElement);
  let cancel = () => {};
  let pending = false;
  const storage = openStorage(environment.window);
  /**
   * @param {(local: Storage) => string | null | void} act
   * @returns {string | null | void} null if localStorage is full or refused; the database has to do then
   */
  const locally = (act) => {
    try {
      return act(environment.window.localStorage);
    } catch {
      return null;
    }
  };

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
      locally((local) => local.removeItem(copy));
      show(text && text === area.value ? "notes.saved" : "notes.only");
    } catch {
      show("notes.only");
    }
  };

  storage.then(
    async (run) => {
      const read = (/** @type {string} */ name) => run("notes", "readonly", (table) => table.get(name));
      const left = locally((local) => local.getItem(copy));
      const kept = left ?? (await read(key)) ?? (old && (await read(old)));
      if (area.value) return;
      area.value = kept ?? "";
      own.checked = kept > "";
      if (typeof left === "string") return keep();
      show("notes.saved");
    },
    () => {
      own.disabled = true; // storage is refused
    },
  );
  const leave = () => {
    if (!pending) return;
    locally((local) => local.setItem(copy, area.value));
    void keep();
  };
  environment.page.addEventListener("visibilitychange", leave);
  own.addEventListener("change", keep);
  area.addEventListener("change", () => own.checked && void keep());
  return {
    write() {
      show("notes.only");
      cancel();
      pending = own.checked;
      if (pending) cancel = environment.clock.after(STORE_AFTER, keep);
    },
    erase: () => void keep(),
    leave,
  };
}
