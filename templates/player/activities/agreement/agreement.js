/**
 * An agreement: rows of what, who and when, and a day to follow up. Nobody has to write anything.
 *
 * @typedef {import("../../contract.js").AgreementData} AgreementData
 */

import { saveFile } from "../../clipboard.js";
import { find, onPress } from "../../dom.js";
import { mountWritten } from "../../keeping/written.js";
import { markDone } from "../../progress.js";
import { hand } from "../../sandbox.js";
import { uuid4 } from "../../uuid.js";
import { calendar } from "./calendar.js";
import { createAdding, drawAgreed } from "./paper.js";
import { mountRows } from "./rows.js";
import { inWords, readable } from "./text.js";

/**
 * @param {HTMLElement} element
 * @param {AgreementData} agreement
 * @param {import("../../shapes.js").Context} context
 * @returns {import("../../shapes.js").Mounted}
 */
export function mountAgreement(element, agreement, context) {
  const { answer, data, environment, speak, store, texts } = context;
  const { clock, page, random } = environment;
  const parts = /** @type {import("./parts.js").AgreementParts} */ (context.parts);
  const { id, notes } = agreement;
  const told = parts.agreed?.(agreement, context);
  const { written, agreement: now, focus, redraw } = mountRows(element, context);
  /** The same entry, however often it is added. */
  const uid = `${uuid4(random)}@larpaket`;

  const t = (/** @type {string} */ key) => texts.t(key, undefined, element);
  const followUp = () => now().day && `${t("agree.followUp")}: ${inWords(now().day, texts.language(), true)}`;
  const text = () => [readable(now()), followUp()].filter((one) => one).join("\n\n");
  const items = () => now().rows.length;

  const addToCalendar = (/** @type {Element} */ place) =>
    hand(context, place, "allow-downloads", text(), () => {
      const title = texts.t("agree.event", { title: texts.t("module.title") });
      const file = calendar({ title, text: readable(now()), day: now().day, uid, now: clock.now() });
      saveFile(page, `${data.id}.ics`, file, "text/calendar;charset=utf-8");
    });
  const acts = find(element, "[data-acts]");
  const add = onPress(element, "calendar", () => addToCalendar(acts));
  onPress(element, "print", () => hand(context, acts, "allow-modals", text(), () => {}));
  const again = createAdding(page, addToCalendar);
  const draw = () => {
    add.hidden = !now().day;
  };

  /** @type {import("../../shapes.js").Mounted} */
  const mounted = {
    begin: () => told?.begin(),
    begun: () => written.value > "",
    big() {
      redraw();
      speak(`a.${id}.title`);
    },
    leave: () => keeping.leave?.(),
    done() {
      store.update((state) => markDone(state, id));
      void told?.done(items());
    },
    print: () => [{ askedText: t("agree.done"), writtenText: text() }],
    draw: (sheet, lines) => drawAgreed(sheet, lines, now(), { t, element, texts, again }),
  };

  const keeping = mountWritten(
    element,
    written,
    {
      id,
      path: id,
      older: "",
      keep: parts[/** @type {"device" | "lms"} */ (notes)],
      text,
      file: () =>
        hand(context, acts, "allow-downloads", text(), () =>
          saveFile(
            page,
            `${data.id}-${id}.html`,
            parts.filePage?.(context, new Map([[id, mounted]])) ?? "",
            "text/html;charset=utf-8",
          ),
        ),
      focus,
      // Where no statements are sent, the LMS itself may have a place for answers.
      send: notes === "lrs" ? () => told?.send(items(), text()) ?? answer(id, text()) : undefined,
    },
    context,
  );
  written.addEventListener("input", draw);
  store.subscribe(draw); // what was kept may just have been read
  texts.onChange(redraw);
  draw();
  return mounted;
}
