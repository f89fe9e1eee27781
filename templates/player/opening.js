/**
 * Opening the session: the page shows the progress the LMS has, merged with what was done while it loaded.
 *
 * @typedef {import("./shapes.js").Context} Context
 */

import { find } from "./dom.js";
import { holdPress } from "./pending-press.js";
import { mergeStates } from "./progress.js";
import { isOfAnotherVersion, readState } from "./state-text.js";
import { tidy } from "./tidy.js";
import { keepSingleWindow } from "./tracking/single-window.js";
import { START } from "./views.js";

/**
 * @param {Context} context
 * @param {import("./views.js").Views} views
 * @param {import("./lifecycle.js").Lifecycle} life
 * @param {import("./telling.js").Telling} telling
 * @param {((wanted: string) => void) | undefined} use switches languages, where the page may be rewritten
 * @param {(() => import("./shapes.js").Chosen | undefined) | undefined} chosen absent where the module does
 *   not ask who uses it
 * @param {import("./meeting.js").Meeting | undefined} meeting where there may be a group and statements are
 *   sent
 * @param {Iterable<import("./shapes.js").Mounted>} mounted the activities on the page
 */
export function openSession(
  { data, environment, speak, store, wishes },
  views,
  life,
  telling,
  use,
  chosen,
  meeting,
  mounted,
) {
  const { clock, limits, page, window } = environment;
  const takePress = holdPress(page);
  const notice = find(page, "[data-notice]");
  const notify = (/** @type {string} */ key) => {
    notice.hidden = false;
    speak(key, undefined, notice);
  };
  views.onShow(() => {
    notice.hidden = true;
  });
  /** The learner's own choice, then the LMS's preference, then the browser's languages (docs/state.md). */
  const choose = (wanted = "") =>
    use?.([store.get().l, wanted, ...(window.navigator?.languages ?? [])].filter(Boolean).join());

  const begin = () => {
    for (const one of mounted) one.begin?.();
  };

  const open = async () => {
    const session = await life.open();
    telling.begin(session.kind === "tracked");
    await null; // let everything that awaited this run first
    void tidy(window, clock.now()).catch(() => {}); // where storage is refused, there is nothing to tidy
    const pressed = takePress();
    if (pressed) await new Promise((next) => clock.after(0, () => next(null)));
    if (!("state" in session)) {
      begin();
      choose();
      return pressed?.click();
    }
    if (session.kind !== "tracked") lock(page);
    if (session.alone) keepSingleWindow(environment, data.id, life.stepAside);
    wishes.captions = session.captions;
    let saved = readState(session.state, data.version);
    for (const one of mounted) saved = one.readOlder?.(saved) ?? saved;
    // The LMS's own record wins: a completion is neither reported again nor taken back.
    store.update((state) => mergeStates(session.complete ? { ...saved, c: 1 } : saved, state));
    choose(session.language);
    // A new group starts at the beginning.
    const goesOn = session.kind !== "tracked" || meeting?.begin() !== false;
    begin();
    if (session.muted) for (const video of page.querySelectorAll("video")) video.muted = true;
    pressed?.click(); // only now that the state is known, because it says who uses the module
    if (goesOn && (pressed || views.current() === START) && (!chosen || chosen())) views.go(session.location);
    if (views.current() !== START && isOfAnotherVersion(session.state, data.version)) notify("save.version");
    if (session.restored) void life.confirmed().then(() => notify("save.restored"));
    void life.save();
  };
  // If a slow LMS returns the saved place too late, the module starts at the beginning.
  clock.after(limits.pressWait, () => takePress()?.click());
  // Split over several tasks: in a single one, a slow computer would not respond to the learner for a while.
  clock.after(0, () => void open());
}

/**
 * For review and browse sessions: everything can be read and nothing can be changed.
 *
 * @param {Document} page
 */
function lock(page) {
  page.documentElement.classList.add("looking");
  for (const field of page.querySelectorAll("textarea, input")) {
    field.toggleAttribute(field.getAttribute("type") === "checkbox" ? "disabled" : "readonly", true);
  }
}
