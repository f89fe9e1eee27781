/**
 * The session's states and transitions: a table and nothing else. An event that a state does not list changes
 * nothing.
 *
 * `saving`: something is not confirmed yet · `saved`: everything that counts is · `waiting`: saving has
 * failed, or cannot succeed now. `leaving…`: "Avsluta" was pressed and the last save is not confirmed;
 * `ending…`: it is confirmed, and the session is being ended. `looking…`: nothing may be written, but the
 * session may be ended. `elsewhere`: the module was opened again in another window. `lost`: only reloading
 * the whole page helps. `expired`: only a new launch helps. `ended`: after a confirmed save; `closed`: there
 * was nothing to save. `gone`: the page itself is going away.
 *
 * @typedef {keyof typeof FOLLOWS} SessionState
 * @typedef {"tracked" | "readonly" | "browsing" | "untracked" | "lost" | "expired" | "unstored" | "confirmed"
 *   | "unconfirmed" | "stuck" | "finish" | "closed" | "refused" | "elsewhere" | "gone"} SessionEvent
 *   `confirmed`: a save of everything that counts; `unconfirmed`: something that counts is not, or no longer,
 *   confirmed; `stuck`: retries have failed; `closed` and `refused`: the outcome of ending the session
 * @typedef {"opening" | "saving" | "saved" | "waiting" | "untracked" | "elsewhere" | "readonly" | "browsing"
 *   | "lost" | "expired" | "unstored" | "ended" | "closed"} SaveStatus the statuses the page may show
 */

/** Events that can happen in any session that records. */
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
 * The status the page shows for states that are not statuses themselves.
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
 * @returns {boolean} whether the session still records
 */
export function isSaving(state) {
  return SAVING.includes(state);
}

/**
 * @param {SessionState} state
 * @returns {boolean} whether ending the session is all that is left to do
 */
export function isEnding(state) {
  return ENDING.includes(state);
}

/**
 * @param {SessionState} state
 * @returns {boolean} whether nothing may be written and the session may only be ended
 */
export function isLooking(state) {
  return LOOKING.includes(state);
}
