/**
 * One person's estimate: native radios, and where the answer is kept. It is kept as a text would be, and like a
 * text it says when it lies only on the page.
 */

import { find, onPress } from "../../dom.js";
import { mountStatus } from "../../keeping/status.js";
import { change, part } from "../../progress.js";

/** @type {NonNullable<import("./parts.js").EstimateParts["mark"]>} */
export function mountMark(root, estimate, context) {
  const { answer, perType, speak, store, tell, texts } = context;
  const { again, id, notes, steps, words } = estimate;
  const parts = /** @type {import("./parts.js").EstimateParts} */ (context.parts);
  /** Every estimate's answer, for later ones. @type {Map<string, () => string>} */
  const marks = perType.marks ?? new Map();
  perType.marks = marks;
  const radios = [...root.querySelectorAll('input[type="radio"]')].filter(
    (input) => input instanceof HTMLInputElement,
  );
  const said = find(root, "[data-said]");
  const remove = find(root, '[data-do="erase"]');
  const before = root.querySelector("[data-before]");
  let sent = "";

  const value = () => radios.find((radio) => radio.checked)?.value ?? "";
  /**
   * @param {string} key
   * @param {string} of an answer
   */
  const chose = (key, of) => {
    const word = words.includes(Number(of)) ? `: ${texts.t(`a.${id}.word${of}`)}` : "";
    return texts.t(key, { a: of, n: steps, word });
  };
  const draw = () => {
    remove.hidden = !value();
    if (send) send.hidden = !value() || value() === sent;
    const then = (again && marks.get(again)?.()) || "";
    if (before instanceof HTMLElement) {
      // Not before the answer, which it would steer.
      before.hidden = !value() || !then;
      before.textContent = before.hidden ? "" : chose("estimate.before", then);
    }
  };
  /** @type {import("../../keeping/keeping.js").Written} */
  const area = Object.defineProperty(/** @type {any} */ (new EventTarget()), "value", {
    get: value,
    set(/** @type {string} */ wanted) {
      for (const radio of radios) radio.checked = radio.value === wanted;
      draw();
    },
  });

  const show = mountStatus(find(root, "[data-note]"), id, value, context);
  const keeping = parts[/** @type {"device" | "lms"} */ (notes)]?.(
    /** @type {HTMLElement} */ (root),
    area,
    id,
    context,
    { show, room: said },
    "",
  ) ?? { write: () => show("notes.only"), erase: () => show(""), leave: undefined };

  for (const radio of radios) {
    radio.addEventListener("change", () => {
      said.textContent = "";
      keeping.write();
      area.dispatchEvent(new Event("change"));
      draw();
    });
  }
  onPress(root, "erase", () => {
    area.value = "";
    keeping.erase();
    show("");
    speak(sent ? "estimate.oneGone" : "estimate.oneRemoved", undefined, said);
    radios[0].focus();
  });

  /** @param {string} response */
  const give = (response) => {
    if (!context.data.statements[`${id}.responded`]) return answer(id, response);
    const n = (part(store.get(), id).y ?? 0) + 1;
    store.update((state) => change(state, id, { y: n }));
    return tell(`${id}.responded`, { response }, { meeting: "", n });
  };
  const send = /** @type {HTMLElement | null} */ (root.querySelector('[data-do="send"]'));
  send?.addEventListener("click", async () => {
    const now = value();
    if (!now || now === sent) return;
    sent = now;
    show("notes.queued");
    draw();
    if (await give(now)) return value() === now ? show("notes.sent") : undefined;
    sent = "";
    show("notes.only");
    draw();
    speak("notes.notTaken", undefined, said);
  });

  marks.set(id, value);
  store.subscribe(draw);
  texts.onChange(draw);
  draw();
  return {
    begun: () => value() > "",
    leave: () => keeping.leave?.(),
    print: () =>
      value()
        ? [{ askedText: texts.t(`a.${id}.question`), writtenText: chose("estimate.oneChose", value()) }]
        : [],
  };
}
