/**
 * What a session can be, and what may follow what: a table, and nothing else. An event that a state does not
 * name changes nothing.
 *
 * `saving` something is not confirmed yet · `saved` all that counts is · `waiting` the tries were in vain, or
 * cannot succeed now. `leaving…`: "Avsluta" was pressed and the last save is not confirmed; `ending…`: it is,
 * and the end is being told. `looking…`: nothing may be written, but the end may be told. `elsewhere`: the
 * module was opened anew in another window. `lost`: only loading the whole page helps. `expired`: only a new
 * launch does. `ended` after a confirmed save, `closed` when there was nothing to save. `gone`: the page.
 *
 * @typedef {keyof typeof FOLLOWS} SessionState
 * @typedef {"tracked" | "readonly" | "browsing" | "untracked" | "lost" | "expired" | "unstored" | "confirmed"
 *   | "unconfirmed" | "stuck" | "finish" | "closed" | "refused" | "elsewhere" | "gone"} SessionEvent
 *   `confirmed`: a save with all that counts; `unconfirmed`: what counts is not, or not any more; `stuck`:
 *   trying has been in vain; `closed` and `refused`: what became of telling the end
 * @typedef {"opening" | "saving" | "saved" | "waiting" | "untracked" | "elsewhere" | "readonly" | "browsing"
 *   | "lost" | "expired" | "unstored" | "ended" | "closed"} SaveStatus what the page may say
 */

/** What can happen in every session that records, whatever else it is. */
const RECORDING = /** @type {const} */ ({ elsewhere: "elsewhere", lost: "lost", gone: "gone" });

export const FOLLOWS = /** @type {const} */ ({
  opening: {
    tracked: "saving",
    readonly: "readonly",
    browsing: "browsing",
    untracked: "untracked",
    lost: "lost",
    expired: "expired",
    unstored: "unstored",
  },
  saving: { ...RECORDING, confirmed: "saved", stuck: "waiting", finish: "leaving" },
  saved: { ...RECORDING, unconfirmed: "saving", stuck: "waiting", finish: "leaving" },
  waiting: { ...RECORDING, confirmed: "saved", finish: "leavingWaiting" },
  leaving: { ...RECORDING, confirmed: "ending", stuck: "leavingWaiting" },
  leavingWaiting: { ...RECORDING, confirmed: "ending" },
  ending: { ...RECORDING, closed: "ended", refused: "endingWaiting" },
  endingWaiting: { ...RECORDING, closed: "ended" },
  readonly: { finish: "readonlyEnding", gone: "gone" },
  browsing: { finish: "browsingEnding", gone: "gone" },
  readonlyEnding: { closed: "closed", refused: "lookingWaiting", gone: "gone" },
  browsingEnding: { closed: "closed", refused: "lookingWaiting", gone: "gone" },
  lookingWaiting: { closed: "closed", gone: "gone" },
  elsewhere: {},
  ended: {},
  closed: {},
  gone: {},
  untracked: {},
  lost: {},
  expired: {},
  unstored: {},
});

/**
 * What the page says of the states that it does not call by their own name.
 * @type {Partial<Record<SessionState, SaveStatus>>}
 */
const SHOWN = {
  leaving: "saving",
  leavingWaiting: "waiting",
  ending: "saving",
  endingWaiting: "waiting",
  readonlyEnding: "readonly",
  browsingEnding: "browsing",
  lookingWaiting: "waiting",
  gone: "ended",
};

/**
 * @param {SessionState} state
 * @param {SessionEvent} event
 * @returns {SessionState}
 */
export function follow(state, event) {
  /** @type {Partial<Record<SessionEvent, SessionState>>} */
  const row = FOLLOWS[state];
  return row[event] ?? state;
}

/**
 * @param {SessionState} state
 * @returns {SaveStatus}
 */
export function shown(state) {
  return SHOWN[state] ?? /** @type {SaveStatus} */ (state);
}

/** @type {SessionState[]} */
const SAVING = ["saving", "saved", "waiting", "leaving", "leavingWaiting"];
/** @type {SessionState[]} */
const ENDING = ["ending", "endingWaiting", "readonlyEnding", "browsingEnding", "lookingWaiting"];
/** @type {SessionState[]} */
const LOOKING = ["readonly", "browsing"];

/**
 * @param {SessionState} state
 * @returns {boolean} whether what happens is recorded
 */
export function isSaving(state) {
  return SAVING.includes(state);
}

/**
 * @param {SessionState} state
 * @returns {boolean} whether nothing is left but to tell the end
 */
export function isEnding(state) {
  return ENDING.includes(state);
}

/**
 * @param {SessionState} state
 * @returns {boolean} whether nothing may be written, and only the end may be told
 */
export function isLooking(state) {
  return LOOKING.includes(state);
}
