/**
 * More detail about how a film is played, for publishers who ask for it: its quarters, or the xAPI Video
 * Profile 1.0.3. The module's statement templates decide which; an event without a template is not reported.
 *
 * @typedef {import("../../contract.js").FilmData} FilmData
 */

import { find } from "../../dom.js";
import { covered, unite } from "../../ranges.js";
import { uuid4 } from "../../uuid.js";
import { mountFilm } from "./film.js";
import { playing } from "./versions.js";
import { seen } from "./watched.js";

const EXTENSION = "https://w3id.org/xapi/video/extensions/";

/**
 * @param {HTMLElement} element
 * @param {FilmData} film
 * @param {import("../../shapes.js").Context} context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountVideoProfile(element, film, context) {
  const video = find(element, "video", HTMLVideoElement);
  /** Start, end, start, end … in the order played, in seconds. @type {number[]} */
  const segments = [];
  let place = 0;
  let began = false;
  let running = false;
  let quarter = 0;
  const wanted = () => playing(film, context.store.get(), context.texts.language());
  /** The video that began playing. */
  let now = wanted();
  /** Where a seek began. @type {number | null} */
  let from = null;

  /** @param {number} seconds */
  const exact = (seconds) => Math.round(seconds * 1000) / 1000;
  const share = () => Math.min(1, covered(unite(segments)) / now.seconds);
  const quarters = () => Math.min(3, Math.floor(share() * 4));
  const close = () => {
    if (running) segments[segments.length - 1] = exact(place);
  };
  const pairs = () =>
    segments.flatMap((second, i) => (i % 2 ? [`${segments[i - 1]}[.]${second}`] : [])).join("[,]");

  /** @param {Record<string, unknown>} values */
  const extensions = (values) => ({
    extensions: Object.fromEntries(Object.entries(values).map(([name, value]) => [EXTENSION + name, value])),
  });
  const whole = () =>
    extensions({ time: exact(place), progress: exact(share()), "played-segments": pairs() });
  const profile = `${film.id}.played` in context.data.statements;
  if (profile) context.visit ??= uuid4(context.environment.random);
  const which = () => ({
    ...now.version.extensions,
    ...(profile ? { [`${EXTENSION}session-id`]: context.visit } : {}),
  });
  const tell = (/** @type {string} */ event, /** @type {Record<string, unknown>} */ result) =>
    context.tell(`${film.id}.${event}`, result, { extensions: which() });

  video.addEventListener("play", () => {
    place = video.currentTime;
    if (!began) now = wanted();
    if (!began) tell("initialized", {});
    began = true;
    running = true;
    if (!segments.length) {
      // Earlier visits count too (the Video Profile counts per registration, not per visit), and their
      // quarters were reported then.
      segments.push(...seen(context.store.get(), film.id, now.line));
      quarter = quarters();
    }
    segments.push(exact(place), exact(place));
    tell("played", extensions({ time: exact(place) }));
  });
  video.addEventListener("timeupdate", () => {
    if (video.seeking || from !== null) return;
    place = video.currentTime;
    close();
    for (const reached = quarters(); quarter < reached; ) {
      quarter += 1;
      tell("progressed", extensions({ progress: quarter / 4 }));
    }
  });
  video.addEventListener("pause", () => {
    place = video.currentTime;
    close();
    running = false;
    tell("paused", whole());
  });
  // At the new place, `timeupdate` comes before `seeked`; and dragging sends `seeking` many times.
  video.addEventListener("seeking", () => {
    from ??= exact(place);
    close();
  });
  video.addEventListener("seeked", () => {
    const before = from;
    from = null;
    place = video.currentTime;
    if (!began || before === null || before === exact(place)) return;
    if (running) segments.push(exact(place), exact(place));
    tell("seeked", extensions({ "time-from": before, "time-to": exact(place) }));
  });

  const leave = () => {
    if (!began) return;
    began = false;
    close();
    tell("terminated", whole());
  };
  // Another version or language replaced the video.
  video.addEventListener("emptied", () => {
    const next = wanted();
    if (next.src === now.src) return;
    leave();
    running = false;
    if (next.line === now.line) return;
    segments.length = 0;
  });

  return { ...mountFilm(element, film, context, profile ? whole : undefined, which), leave };
}
