/**
 * What SCORM 1.2 and 2004 have in common: a session at an LMS's API (scorm-runtime.md sections 2 to 5), and
 * when a commit counts as confirmed (docs/lms.md). What differs stands in each version's own record.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {import("./scorm-api.js").ScormApi} ScormApi
 * @typedef {import("./answers.js").Element} Element
 * @typedef {{
 *   title: string, api: string, first: string, prefix: string, end: string, commitsBeforeEnd: boolean,
 *   endMeansCompleted: boolean,
 *   elements: Record<"mode" | "credit" | "status" | "state" | "location" | "language" | "captions" |
 *   "learner", string>,
 *   finished: string[], unstarted: string[], known: (api: ScormApi) => { muted?: boolean }, begin: (api:
 *   ScormApi) => void,
 *   incomplete: (api: ScormApi) => void, write: (api: ScormApi, record: SaveRecord, reports: boolean) =>
 *   boolean,
 *   mean: (api: ScormApi) => boolean, others: (api: ScormApi, record: SaveRecord, reports: boolean) =>
 *   Element[] }} Version
 *   `first` is the method that an API must have; `begin` and `write` set what only this version has, and with
 *   `reports` the completion; `mean` sets the status that the learner's completion means; `others` are other
 *   legal values for what a run-time would not send a second time.
 */

import { readMarks, readState, restate, withMarks } from "../state-text.js";
import { uuid4 } from "../uuid.js";
import { waitForApi } from "./find-api.js";
import { createMarker } from "./marker.js";
import { createScormApi, wish } from "./scorm-api.js";
import { createWitness } from "./witness.js";

/**
 * @param {Environment} environment
 * @param {PlayerData} data
 * @param {Version} version
 * @param {() => void} doubt what was confirmed may not have arrived
 * @param {import("./answers.js").Answer} [writeAnswer]
 * @returns {Tracking}
 */
export function createScorm(environment, data, version, doubt, writeAnswer) {
  const { clock, page, random, window } = environment;
  const { elements, finished } = version;
  const api = createScormApi(version.prefix);
  const marker = createMarker(environment, data);
  /** @type {"new" | "open" | "ending" | "over"} */
  let phase = "new";
  /**
   * Whether the LMS has the completion: not, by a confirmed commit of ours, or by its own word at the start.
   * @type {"no" | "sent" | "recorded"}
   */
  let completion = "no";
  /** The status could not be read: it may be a completion, and is not written over. */
  let unread = false;
  /**
   * The last commit is not confirmed, or not yet: the next one is another one, and is looked at more closely.
   */
  let trouble = false;
  let repeats = 0;
  /** What was answered and not confirmed: it is written again, at its own index. @type {Element[]} */
  let answers = [];
  /** A language that the LMS has no place for. */
  let unspoken = "";
  let moodle = false;
  let local = false;
  /**
   * A run-time that sends all of its commits by beacon; it takes two in a row to believe that.
   * @type {"no" | "perhaps" | "yes"}
   */
  let beacons = "no";
  /** @type {import("./witness.js").Witness | null} */
  let witness = null;

  const online = () => window.navigator?.onLine !== false || local;
  const sure = () => page.visibilityState !== "hidden" && online();

  /** @param {import("./scorm-api.js").Reading} status */
  const learnStatus = ({ value, known }) => {
    unread = !known;
    if (finished.includes(value)) completion = "recorded";
    return known && version.unstarted.includes(value);
  };

  /** @param {SaveRecord} record */
  const ask = (record) => {
    if (unread && learnStatus(api.read(elements.status)) && !record.complete) version.incomplete(api);
  };

  /**
   * @param {SaveRecord} record
   * @returns {boolean} whether what matters was taken
   */
  const write = (record) => {
    const { state, location, language } = elements;
    let taken = api.set(state, withMarks(record.state, { i: repeats }));
    if (record.location) api.set(location, record.location); // some run-times refuse an empty one
    // Optional in 1.2: an LMS that has no place for it is asked once.
    if (record.language && record.language !== unspoken && !api.set(language, record.language))
      unspoken = record.language;
    taken = version.write(api, record, reports(record)) && taken;
    for (const [element, value] of answers) taken = api.set(element, value) && taken;
    return taken;
  };

  /** @param {SaveRecord} record */
  const reports = (record) => record.complete && completion === "no";

  /**
   * Moodle's 1.2 does not send a value twice, though the first may have been lost (docs/lms.md): another
   * legal one goes before it, and a mark says so to a launch that finds it.
   *
   * @param {SaveRecord} record
   */
  const turn = (record) => {
    if (!moodle || page.visibilityState === "hidden") return;
    const others = [
      ...version.others(api, record, reports(record)),
      ...answers.filter(([element]) => api.isDoubtful(element)),
    ];
    if (!others.length) return;
    for (const [element, value, other = value] of others) api.set(element, other);
    const turned = others.some(([element]) => element === elements.status);
    api.set(elements.state, withMarks(record.state, { i: repeats, ...(turned ? { x: 1 } : {}) }));
    api.commit();
    repeats += 1;
  };

  /**
   * A commit, and whether it was confirmed.
   *
   * @param {SaveRecord} record
   * @returns {Promise<boolean>}
   */
  const commit = async (record) => {
    ask(record);
    const careful = trouble || reports(record) || !witness?.tells;
    const before =
      !careful || witness?.proves() || page.visibilityState === "hidden" || (await marker.answers());
    if (phase !== "open") return false;
    const again = trouble;
    if (again) repeats += 1;
    const began = sure();
    // From here to the commit in one task: nothing may come between.
    if (again) turn(record);
    const reported = reports(record);
    const sent = answers;
    const { result, find } = /** @type {import("./witness.js").Witness} */ (witness).watch(() => {
      const taken = write(record);
      return { ...api.commit(), taken };
    });
    trouble = true;
    const good =
      result.yes && result.taken && before && began && sure() && (await holds(find, careful, again));
    if (!good || !sure()) return false;
    trouble = false;
    api.prove(result.batch);
    if (reported) completion = "sent";
    answers = answers.filter((one) => !sent.includes(one));
    return true;
  };

  /**
   * @param {(long: boolean) => Promise<import("./witness.js").Finding>} find
   * @param {boolean} careful
   * @param {boolean} again
   */
  const holds = async (find, careful, again) => {
    const finding = await find(again);
    if (finding === "bad" || (finding === "beacon" && moodle)) return false;
    if (witness?.proves()) return true;
    const after = !careful || (await marker.answers());
    if (finding === "good" || beacons === "yes") return after;
    // A beacon speaks against the answer. Some run-times never use anything else: then it is the marker that
    // says that the LMS is there.
    beacons = after && careful ? (beacons === "perhaps" ? "yes" : "perhaps") : "no";
    return beacons === "yes";
  };

  return {
    async open() {
      const found = await waitForApi(version.api, version.first, environment);
      if (!found) return { kind: "untracked" };
      api.use(found.api);
      // Once only: a second one empties Moodle's data. A frame that was reloaded cannot begin again
      // everywhere.
      if (!api.ask("Initialize")) return { kind: "lost" };
      moodle = isMoodle(found.home);
      witness = createWitness(found.home, environment, moodle, () => {
        api.doubt();
        if (completion === "sent") completion = "no";
        trouble = true;
        doubt();
      });
      local = isLocal(found.home.location);
      const mode = api.get(elements.mode);
      const reviewed = mode === "review";
      const browsed = (mode !== "" && mode !== "normal") || api.get(elements.credit) === "no-credit";
      const status = api.read(elements.status);
      const unstarted = learnStatus(status);
      const saved = api.get(elements.state);
      const state = readState(saved, data.version);
      const attempt = state.r ?? uuid4(random);
      const session = {
        state: saved,
        location: api.get(elements.location),
        language: api.get(elements.language),
        captions: wish(api.get(elements.captions)),
        complete: completion === "recorded",
        learner: api.get(elements.learner),
        ...version.known(api),
      };
      const marks = readMarks(saved);
      repeats = marks.i;
      if (marks.x && (reviewed || !browsed)) {
        // The session ended between another word and the one that is meant: that one comes before anything
        // else. Moodle takes it in review too, which is how it launches what it takes for finished.
        version.mean(api);
        api.set(
          elements.state,
          restate(saved, data.version, data.state_limit, (known) => known),
        );
        api.commit();
        completion = "no";
      }
      if (reviewed || browsed) return { kind: reviewed ? "readonly" : "browsing", ...session };
      phase = "open";
      if (unstarted && !state.c && !marks.x) version.incomplete(api);
      version.begin(api);
      const fresh = unstarted && saved === "";
      const restated = restate(saved, data.version, data.state_limit, (known) => ({ ...known, r: attempt }));
      return { kind: "tracked", alone: true, ...session, attempt, fresh, state: restated };
    },
    async save(record) {
      if (phase !== "open") return false;
      const done = await commit(record);
      void marker.learn();
      return done;
    },
    // Nothing that a hidden page commits is sure: it is committed anew when it is seen.
    hide(record) {
      if (phase !== "open") return;
      ask(record);
      if (trouble) repeats += 1;
      write(record);
      api.commit();
      trouble = true;
    },
    async close(record) {
      if (phase === "new" || phase === "over") return true;
      const first = phase === "open";
      phase = "ending";
      let taken = true;
      if (first) {
        ask(record);
        if (trouble) repeats += 1;
        taken = write(record);
        // Cornerstone answers null to a Commit on the way out in 2004, by design: there only the end saves
        // (lms-quirks.md 23).
        if (version.commitsBeforeEnd) api.commit();
      }
      // An end without a status would mean completed; the commit stands.
      const ended = (unread && version.endMeansCompleted) || api.ask(version.end) || api.over();
      if (ended) phase = "over";
      return ended && taken;
    },
    over: api.over,
    tell: async () => false,
    answer(question, text) {
      const written =
        phase === "open" &&
        writeAnswer?.(api, question, text, new Date(clock.now()), page.documentElement.lang);
      if (!written) return false;
      answers.push(...written);
      return true;
    },
    details: () => [version.title, marker.details(), ...api.details()],
  };
}

/**
 * @param {Window & typeof globalThis & { M?: unknown }} home
 * @returns {boolean} by its address and its own objects
 */
function isMoodle(home) {
  return /\/mod\/scorm\//.test(home.location.pathname) && typeof home.M === "object";
}

/**
 * @param {Location} location of the window that holds the API
 * @returns {boolean} whether the record lies on this machine, network or not: a file, an app, a loopback
 */
function isLocal({ protocol, hostname }) {
  return !/^https?:$/.test(protocol) || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
