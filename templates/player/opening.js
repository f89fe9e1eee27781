/**
 * The session begins: what the LMS knows becomes what the page shows, and what was done meanwhile counts.
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
 * @param {(() => import("./shapes.js").Chosen | undefined) | undefined} chosen where it is asked who uses the
 *   module
 * @param {import("./meeting.js").Meeting | undefined} meeting where there may be a group, and an LRS is told
 * @param {Iterable<import("./shapes.js").Mounted>} mounted the activities on the page
 */
export function openSession(
  { data, environment, store, texts, wishes },
  views,
  life,
  telling,
  chosen,
  meeting,
  mounted,
) {
  const { clock, limits, page, window } = environment;
  const takePress = holdPress(page);
  const notice = find(page, "[data-notice]");
  const notify = (/** @type {string} */ key) => {
    notice.hidden = false;
    texts.say(notice, key);
  };
  views.onShow(() => {
    notice.hidden = true;
  });
  /** The learner's own choice, then what the LMS asks for, then the browser's languages (docs/state.md). */
  const speak = (wanted = "") =>
    texts.use([store.get().l, wanted, ...(window.navigator?.languages ?? [])].filter(Boolean).join());

  const begin = () => {
    for (const one of mounted) one.begin?.();
  };

  const open = async () => {
    const session = await life.open();
    telling.begin(session.kind === "tracked");
    await null; // first all that waited for this
    void tidy(window, clock.now()).catch(() => {}); // where storage is refused nothing lies about
    const pressed = takePress();
    if (pressed) await new Promise((next) => clock.after(0, () => next(null)));
    if (!("state" in session)) {
      begin();
      speak();
      return pressed?.click();
    }
    if (session.kind !== "tracked") lock(page);
    if (session.alone) keepSingleWindow(environment, data.id, life.stepAside);
    wishes.captions = session.captions;
    let saved = readState(session.state, data.version);
    for (const one of mounted) saved = one.readOlder?.(saved) ?? saved;
    // The LMS's own record counts: a completion is neither told again nor lowered.
    store.update((state) => mergeStates(session.complete ? { ...saved, c: 1 } : saved, state));
    speak(session.language);
    // Another group begins at the start.
    const goesOn = session.kind !== "tracked" || meeting?.begin() !== false;
    begin();
    if (session.muted) for (const video of page.querySelectorAll("video")) video.muted = true;
    pressed?.click(); // when the state is there: who uses it now counts
    if (goesOn && (pressed || views.current() === START) && (!chosen || chosen())) views.go(session.location);
    if (views.current() !== START && isOfAnotherVersion(session.state, data.version)) notify("save.version");
    if (session.restored) void life.confirmed().then(() => notify("save.restored"));
    void life.save();
  };
  // A slow LMS may know the place where it was left too late: then it begins at the beginning.
  clock.after(limits.pressWait, () => takePress()?.click());
  // Each in a task of its own: on a slow computer all in one would make the page deaf for a while.
  clock.after(0, () => void open());
}

/**
 * Somebody looks back, or only looks: what is there can be read, and nothing can be changed.
 *
 * @param {Document} page
 */
function lock(page) {
  page.documentElement.classList.add("looking");
  for (const field of page.querySelectorAll("textarea, input")) {
    field.toggleAttribute(field.getAttribute("type") === "checkbox" ? "disabled" : "readonly", true);
  }
}
