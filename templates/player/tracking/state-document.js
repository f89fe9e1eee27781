/**
 * The LMS's saved state as a document in the LRS's State resource (xAPI Communication 2.3). ETags ensure that
 * two tabs never undo each other's work.
 *
 * @typedef {import("./lrs.js").Lrs} Lrs
 * @typedef {{ state: string, location: string, complete: boolean }} Kept
 * @typedef {{
 *   begin: () => Promise<import("./lrs.js").Answer>,
 *   known: () => Kept,
 *   isRead: () => boolean,
 *   isFresh: () => boolean,
 *   write: (kept: Kept, closing?: boolean) => Promise<boolean>,
 * }} Resume
 *   `isRead`: the LRS's document has been read, or there is none (`isFresh`). Until then nothing is written:
 *   a login page, a proxy's page or an error does not mean "nothing saved".
 */

import { parseObject } from "../json.js";
import { mergeStates } from "../progress.js";
import { carriedIn, readState, writeState } from "../state-text.js";
import { hex, sha1 } from "../uuid.js";
import { isPage, weigh } from "./lrs.js";

const STATE_ID = "larpaket";
/** How many times another tab may win the race before this save gives up. */
const TRIES = 3;
/** @type {Kept} */
const NOTHING = { state: "", location: "", complete: false };

/**
 * @param {Lrs} lrs
 * @param {Record<string, string>} parameters activityId, agent and, if any, registration
 * @param {{ version: string, state_limit: number }} data
 * @returns {Resume}
 */
export function createStateDocument(lrs, parameters, data) {
  const document = { stateId: STATE_ID, ...parameters };
  /**
   * The LRS's current ETag: "" for no document, undefined if unknown, null if hidden (by CORS, or an LRS
   * without ETags).
   * @type {string | null | undefined}
   */
  let etag;
  let last = "";
  let hashes = true;

  let theirs = NOTHING;
  let isRead = false;
  let isFresh = false;
  /** The LRS's document holds something that this page did not have when its session began. */
  let foreign = false;

  const read = async () => {
    const answer = await lrs("GET", "activities/state", document);
    const none = answer.status === 404;
    const found = answer.status === 200 ? parse(answer.text) : none ? NOTHING : null;
    isRead = found !== null;
    isFresh = none;
    if (found) theirs = found;
    if (found) etag = none ? "" : answer.etag;
    return answer;
  };

  /**
   * @param {Kept} ours
   * @returns {string} merged with what another tab has written
   */
  const both = (ours) => {
    const carried = new Map(
      [...carriedIn(theirs.state), ...carriedIn(ours.state)].map((event) => [event[1], event]),
    );
    const merged = mergeStates(readState(theirs.state, data.version), readState(ours.state, data.version));
    return JSON.stringify({
      state: writeState(merged, data.state_limit, [...carried.values()]),
      location: ours.location || theirs.location,
      complete: theirs.complete || ours.complete,
    });
  };

  /** @param {Kept} ours */
  const whole = (ours) => (foreign ? both(ours) : JSON.stringify(ours));

  /** @returns {Promise<boolean>} whether the document may be written now */
  const look = async () => {
    await read();
    if (isRead && JSON.stringify(theirs) === last) hashes = false;
    else foreign = true;
    return isRead;
  };

  /** @param {string} body */
  const put = (body) => {
    const condition = etag ? { "If-Match": etag } : etag === "" ? { "If-None-Match": "*" } : {};
    return lrs("PUT", "activities/state", document, {
      body,
      headers: /** @type {Record<string, string>} */ (condition),
    });
  };

  return {
    begin: read,
    known: () => theirs,
    isRead: () => isRead,
    isFresh: () => isFresh,
    async write(kept, closing = false) {
      let body = whole(kept);
      if (body === last) return true;
      // A closing page has no time to read first.
      if (closing && (!isRead || weigh(body) > lrs.room())) return false;
      for (let i = 0; i < TRIES; i += 1) {
        if ((etag === undefined || !isRead) && !closing) {
          if (!(await look())) return false;
          body = whole(kept);
        }
        const answer = await put(body);
        if ((answer.status === 200 || answer.status === 204) && !isPage(answer)) {
          last = body;
          // A PUT's answer need not include the new ETag. Most LRSs use the content's SHA-1 (Communication
          // 3.1).
          if (etag !== null)
            etag = answer.etag ?? (hashes ? `"${hex(sha1(new TextEncoder().encode(body)))}"` : undefined);
          return true;
        }
        if (answer.status !== 412) return false;
        if (!(await look())) return false;
        body = whole(kept);
      }
      return false;
    },
  };
}

/**
 * @param {string} text
 * @returns {Kept | null} null if it is not our document
 */
function parse(text) {
  const { state, location, complete } = parseObject(text);
  return typeof state === "string"
    ? { state, location: String(location ?? ""), complete: complete === true }
    : null;
}
