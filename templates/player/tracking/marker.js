/**
 * Whether the LMS's server still answers: the package's own `larpaket.json` comes, and names its module. A
 * login page is no answer.
 *
 * It is a probe only where it could be had at the start of the session: a `file:` address, a sandboxed frame,
 * an app's downloaded copy and some servers do not give it out, and there the LMS's word must do.
 *
 * @typedef {{ learn: () => Promise<void>, answers: () => Promise<boolean>, details: () => string }} Marker
 *   `learn` asks for the first time
 */

const ADDRESS = "larpaket.json";

/**
 * @param {import("../shapes.js").Environment} environment
 * @param {import("../shapes.js").PlayerData} data
 * @returns {Marker}
 */
export function createMarker({ clock, limits, transport, window }, data) {
  /** @type {Promise<boolean> | undefined} */
  let learned;

  const ask = async () => {
    const control = new AbortController();
    const cancel = clock.after(limits.probeWait, () => control.abort());
    try {
      const answer = await transport(ADDRESS, { cache: "no-store", signal: control.signal });
      const { module, module_version: version } = await answer.json();
      return module === data.id && version === data.version;
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
