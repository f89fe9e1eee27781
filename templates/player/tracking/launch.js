/**
 * The launch parameters from the page's address. They are moved to this tab's session storage, and nowhere
 * else, so that a reload finds them; where storage is refused they stay in the address.
 *
 * @typedef {Record<string, string>} Values
 * @typedef {{ values: Values, keep: (more: Values) => void }} Launched
 */

/**
 * @param {Window} window
 * @param {string} id of the module
 * @param {string[]} needed the parameters every launch has
 * @param {string[]} [known] other parameters to read
 * @returns {Launched | null}
 */
export function readLaunch(window, id, needed, known = []) {
  const key = `larpaket ${id} ${window.location.pathname}`;
  const query = new URLSearchParams(window.location.search);
  const before = recall(window, key);
  /** @type {Values} */
  let values = before ?? {};
  if (needed.every((name) => query.get(name))) {
    // Some LMSs encode the values twice.
    const twice = /^https?%3a/i.test(query.get("endpoint") ?? "");
    const read = (/** @type {string} */ name) =>
      (twice ? new URLSearchParams(`v=${query.get(name)}`).get("v") : query.get(name)) ?? "";
    const given = Object.fromEntries(
      [...needed, ...known].flatMap((name) => (query.has(name) ? [[name, read(name)]] : [])),
    );
    // The same launch again: a reload whose address could not be cleaned. What was stored for it still
    // applies.
    const same = Object.entries(given).every(([name, value]) => values[name] === value);
    values = same ? values : given;
    if (remember(window, key, values)) clean(window, query, Object.keys(given));
  }
  if (!needed.every((name) => values[name])) return null;
  if (isExposed(window, values.endpoint) || isExposed(window, values.fetch ?? "")) return null;
  return {
    values,
    keep(more) {
      Object.assign(values, more);
      remember(window, key, values);
    },
  };
}

/**
 * Credentials are sent over plain http only if the page itself came over http, or to this machine.
 *
 * @param {Window} window
 * @param {string} address
 * @returns {boolean}
 */
function isExposed(window, address) {
  return (
    window.location.protocol === "https:" &&
    /^http:\/\/(?!(localhost|127\.0\.0\.1|\[::1\])([:/]|$))/i.test(address)
  );
}

/**
 * @param {Window} window
 * @param {URLSearchParams} query
 * @param {string[]} names
 */
function clean(window, query, names) {
  for (const name of names) query.delete(name);
  const rest = query.toString();
  try {
    window.history.replaceState(
      window.history.state,
      "",
      window.location.pathname + (rest && `?${rest}`) + window.location.hash,
    );
  } catch {
    // A sandboxed frame may not be allowed to; then the address stays as it is.
  }
}

/**
 * @param {Window} window Even reading `sessionStorage` throws where storage is blocked.
 * @param {string} key
 * @returns {Values | null}
 */
function recall(window, key) {
  try {
    return JSON.parse(window.sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {Window} window
 * @param {string} key
 * @param {Values} values
 * @returns {boolean} whether a reload can find them
 */
function remember(window, key, values) {
  try {
    window.sessionStorage.setItem(key, JSON.stringify(values));
    return true;
  } catch {
    return false;
  }
}
