/** Keeping what a learner writes in the LMS's saved state. */

import { change, part } from "../progress.js";
import { fitting } from "../state-text.js";

/** Short enough that at most a word is lost. In milliseconds. */
const SAVE_AFTER = 800;
/** The counter appears once there is this little room. In characters. */
const NEAR = 500;

/** @type {import("./keeping.js").Keep} */
export function keepInLms(_root, area, id, context, { show, room }) {
  const { data, environment, onSaved, save, store, texts } = context;
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
      cancel = environment.clock.after(SAVE_AFTER, keep);
    },
    erase() {
      touched = true;
      void keep();
    },
    leave: () => void (touched && take()),
  };
}
