/**
 * Whether the LMS's server still responds: the package's own `larpaket.json` must arrive and name its module.
 * A login page does not count.
 *
 * The probe is used only if it worked at the start of the session. A `file:` address, a sandboxed frame, an
 * app's offline copy and some servers cannot deliver the file, and there the LMS's word has to do.
 *
 * @typedef {{ learn: () => Promise<void>, answers: () => Promise<boolean>, details: () => string }} Marker
 *   `learn` makes the first request
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
