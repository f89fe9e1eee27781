/**
 * Whether the LMS's server still answers: the package's own `larpaket.json` comes with its own bytes. A login page is no answer.
 *
 * It is a probe only where it could be had at the start of the session: a `file:` address, a sandboxed frame, an app's downloaded copy and
 * some servers do not give it out, and there the LMS's word must do.
 *
 * @typedef {{ learn: () => Promise<void>, answers: () => Promise<boolean>, details: () => string }} Marker `learn` asks for the first time
 */

const ADDRESS = "larpaket.json";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {string} content the marker's own bytes, as text
 * @returns {Marker}
 */
export function createMarker({ clock, limits, transport, window }, content) {
  /** @type {Promise<boolean> | undefined} */
  let learned;

  const ask = async () => {
    const control = new AbortController();
    const cancel = clock.after(limits.probeWait, () => control.abort());
    try {
      const answer = await transport(ADDRESS, { cache: "no-store", signal: control.signal });
      return (await answer.text()) === content;
    } catch {
      return false;
    } finally {
      cancel();
    }
  };
  let found = "not asked for";
  const first = async () => {
    const there = window.location.protocol !== "file:" && (await ask());
    found = there ? "answers" : "no answer; the LMS's word must do";
    return there;
  };

  return {
    async learn() {
      learned ??= first();
      await learned;
    },
    answers: async () => !(await learned) || ask(),
    details: () => `${ADDRESS}: ${found}`,
  };
}
