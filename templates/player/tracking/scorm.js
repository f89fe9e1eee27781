/**
 * What SCORM 1.2 and 2004 have in common: a session with an LMS's API (scorm-runtime.md sections 2 to 5) and
 * when a commit counts as confirmed (docs/lms.md). The differences are in each version's own `Version`.
 *
 * @typedef {import("../shapes.js").Environment} Environment
 * @typedef {import("../shapes.js").PlayerData} PlayerData
 * @typedef {import("../shapes.js").SaveRecord} SaveRecord
 * @typedef {import("../shapes.js").Tracking} Tracking
 * @typedef {import("./scorm-api.js").ScormApi} ScormApi
 * @typedef {import("./answers.js").Element} Element
 * @typedef {{
 *   title: string, api: string, first: string, prefix: string, end: string,
 *   commitsBeforeEnd: boolean, endMeansCompleted: boolean,
 *   elements: Record<
 *     "mode" | "credit" | "status" | "state" | "location" | "language" | "captions" | "learner",
 *     string
 *   >,
 *   finished: string[], unstarted: string[], known: (api: ScormApi) => { muted?: boolean },
 *   begin: (api: ScormApi) => void, incomplete: (api: ScormApi) => void,
 *   write: (api: ScormApi, record: SaveRecord, reports: boolean) => boolean,
 *   mean: (api: ScormApi) => boolean,
 *   others: (api: ScormApi, record: SaveRecord, reports: boolean) => Element[],
 * }} Version `first` is the method that an API must have; `begin` and `write` set what only this version has,
 *   and with `reports` the completion; `mean` sets the status that stands for the learner's completion;
 *   `others` are other legal values for those that a run-time would not send a second time.
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
 * @param {() => void} doubt called when something confirmed may not have arrived
 * @param {import("./answers.js").Answer} [writeAnswer]
 * @param {import("./objectives.js").WriteModules} [writeModules]
 * @returns {Tracking}
 */
export function createScorm(environment, data, version, doubt, writeAnswer, writeModules) {
  const { clock, page, random, window } = environment;
  const { elements, finished } = version;
  const api = createScormApi(version.prefix);
  const marker = createMarker(environment, data);
  /** @type {"new" | "open" | "ending" | "over"} */
  let phase = "new";
  /**
   * Whether the LMS has the completion: no, from a confirmed commit of ours, or in its own record at the
   * start.
   * @type {"no" | "sent" | "recorded"}
   */
  let completion = "no";
  /** The status could not be read. It may be a completion, so it is not overwritten. */
  let unread = false;
  /** The last commit is not (yet) confirmed: the next one must differ from it and is checked more closely. */
  let trouble = false;
  let repeats = 0;
  /** Unconfirmed answers; each is written again at its own index. @type {Element[]} */
  let answers = [];
  /** A language the LMS refused to store. */
  let unspoken = "";
  let moodle = false;
  let local = false;
  /**
   * Whether the run-time sends all its commits by beacon; two in a row are needed to conclude that.
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
   * @returns {boolean} whether everything that matters was accepted
   */
  const write = (record) => {
    const { state, location, language } = elements;
    let taken = api.set(state, withMarks(record.state, { i: repeats }));
    if (record.location) api.set(location, record.location); // some run-times refuse an empty one
    // Optional in 1.2: an LMS that refuses a language is not sent it again.
    if (record.language && record.language !== unspoken && !api.set(language, record.language))
      unspoken = record.language;
    taken = version.write(api, record, reports(record)) && taken;
    writeModules?.(api, record);
    for (const [element, value] of answers) taken = api.set(element, value) && taken;
    return taken;
  };

  /** @param {SaveRecord} record */
  const reports = (record) => record.complete && completion === "no";

  /**
   * Moodle's 1.2 run-time does not send the same value twice, even if the first was lost (docs/lms.md). So
   * another legal value is committed first, with a mark in case a later launch finds it.
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
   * Commit, and find out whether the commit was confirmed.
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
    // From here to the commit there must be no await: nothing may come between.
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
    // A beacon casts doubt on the answer. But some run-times use nothing else, and then the marker file shows
    // whether the LMS is there.
    beacons = after && careful ? (beacons === "perhaps" ? "yes" : "perhaps") : "no";
    return beacons === "yes";
  };

  return {
    async open() {
      const found = await waitForApi(version.api, version.first, environment);
      if (!found) return { kind: "untracked" };
      api.use(found.api);
      // Only once: a second call empties Moodle's data. Some LMSs refuse to initialise a reloaded frame
      // again.
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
        // The session ended between a substitute status and the intended one, so set the intended one before
        // anything else. Moodle accepts it in review mode too, the mode in which it launches
        // attempts it considers finished.
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
    // Nothing a hidden page commits is certain; it is committed again once the page is visible.
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
        // By design, Cornerstone's 2004 run-time answers null to a Commit on the way out: there only the end
        // saves (lms-quirks.md 23).
        if (version.commitsBeforeEnd) api.commit();
      }
      // Terminating without a status would mean completed; the commit stands.
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
 * @returns {boolean} recognised by its address and a global of its own
 */
function isMoodle(home) {
  return /\/mod\/scorm\//.test(home.location.pathname) && typeof home.M === "object";
}

/**
 * @param {Location} location of the window that holds the API
 * @returns {boolean} whether the record is on this machine and needs no network: a file, an app, a loopback
 *   address
 */
function isLocal({ protocol, hostname }) {
  return !/^https?:$/.test(protocol) || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
