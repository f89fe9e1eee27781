/**
 * What the LMS keeps between sessions, as a document of the LRS's State (xAPI Communication 2.3). ETags see to it that two tabs never
 * undo each other.
 *
 * @typedef {import("./lrs.js").Lrs} Lrs
 * @typedef {{ state: string, location: string, complete: boolean }} Kept
 * @typedef {{ begin: () => Promise<import("./lrs.js").Answer>,
 *   known: () => Kept, write: (kept: Kept, closing?: boolean) => Promise<boolean> }} Resume
 */

import { mergeStates } from "../progress.js";
import { carriedIn, readState, writeState } from "../state-text.js";
import { hex, sha1 } from "../uuid.js";
import { taken, weigh } from "./lrs.js";

const STATE_ID = "larpaket";
/** How often another tab may have been quicker before we give up until the next time. */
const TRIES = 3;
/** @type {Kept} */
const NOTHING = { state: "", location: "", complete: false };

/**
 * @param {Lrs} lrs
 * @param {Record<string, string>} parameters activityId, agent and, if there is one, registration
 * @param {{ version: string, state_limit: number }} data
 * @returns {Resume}
 */
export function createResume(lrs, parameters, data) {
  const document = { stateId: STATE_ID, ...parameters };
  /** What the LRS holds: "" nothing, undefined not known, null hidden (by CORS, or an LRS without ETags). @type {string | null | undefined} */
  let etag;
  let last = "";
  let hashes = true;

  /** @type {Kept} */
  let theirs = NOTHING;

  const read = async () => {
    const answer = await lrs("GET", "activities/state", document);
    const found = taken(answer);
    if (!found && answer.status !== 404) return answer;
    etag = found ? answer.etag : "";
    theirs = found ? parse(answer.text) : NOTHING;
    return { ...answer, status: 200 };
  };

  /**
   * @param {Kept} ours
   * @returns {string} with what another tab has written
   */
  const both = (ours) => {
    const carried = new Map([...carriedIn(theirs.state), ...carriedIn(ours.state)].map((event) => [event[1], event]));
    const merged = mergeStates(readState(theirs.state, data.version), readState(ours.state, data.version));
    return JSON.stringify({
      state: writeState(merged, data.state_limit, [...carried.values()]),
      location: ours.location || theirs.location,
      complete: theirs.complete || ours.complete,
    });
  };

  /** @param {string} body */
  const put = (body) => {
    const condition = etag ? { "If-Match": etag } : etag === "" ? { "If-None-Match": "*" } : {};
    return lrs("PUT", "activities/state", document, { body, headers: /** @type {Record<string, string>} */ (condition) });
  };

  return {
    begin: read,
    known: () => theirs,
    async write(kept, closing = false) {
      let body = JSON.stringify(kept);
      if (body === last) return true;
      if (closing && weigh(body) > lrs.room()) return false;
      for (let i = 0; i < TRIES; i += 1) {
        // A closing page has no time to ask first.
        if (etag === undefined && !closing && taken(await read()) && JSON.stringify(theirs) !== last) body = both(kept);
        const answer = await put(body);
        if (taken(answer)) {
          last = body;
          // The answer to a PUT need not tell the new ETag. Most LRSs take the content's SHA-1 (Communication 3.1).
          if (etag !== null) etag = answer.etag ?? (hashes ? `"${hex(sha1(new TextEncoder().encode(body)))}"` : undefined);
          return true;
        }
        if (answer.status !== 412) return false;
        if (!taken(await read())) return false;
        if (JSON.stringify(theirs) === last) hashes = false;
        else body = both(kept);
      }
      return false;
    },
  };
}

/**
 * @param {string} text
 * @returns {Kept} what can be read of it: a broken record never stops a learner
 */
function parse(text) {
  try {
    const { state, location, complete } = JSON.parse(text);
    return { state: String(state ?? ""), location: String(location ?? ""), complete: complete === true };
  } catch {
    return NOTHING;
  }
}
