/** What the page says of something written: where it lies. */

/**
 * @param {HTMLElement} line where it is said
 * @param {string} id names it among what lies only in this page
 * @param {() => string} value
 * @param {import("../shapes.js").Context} context
 * @returns {(wanted: import("./keeping.js").KeptStatus) => void} where nothing is written, there is nothing to say
 */
export function mountStatus(line, id, value, { loose, speak, texts }) {
  return (wanted) => {
    const key = value() && wanted;
    const elsewhere = key === "notes.saved" || key === "notes.sent";
    loose?.happen(id, key && !elsewhere ? "written" : "kept");
    line.classList.toggle("saved", key !== "notes.only");
    line.classList.toggle("empty", !key);
    line.classList.toggle("waiting", key === "notes.waiting" || key === "notes.queued");
    if (line.dataset.t === key) return;
    if (key) texts.say(line, key);
    else line.textContent = "";
    if (!key) line.removeAttribute("data-t");
    else if (key !== "notes.only") speak(key);
  };
}
