/**
 * Notes next to a question. The page says where the text goes before the field; a draft is never sent.
 *
 * @typedef {import("../../contract.js").ReflectionData} ReflectionData
 * @typedef {{ leave: () => void }} Notes
 */

import { saveFile } from "../../clipboard.js";
import { find } from "../../dom.js";
import { mountWritten } from "../../keeping/written.js";
import { hand } from "../../sandbox.js";
import { pathsOf } from "./questions.js";

/**
 * @param {ReflectionData} reflection
 * @param {number} index of the question
 * @param {import("../../shapes.js").Context} context
 * @param {(text: string) => Promise<boolean>} send resolves to whether the text was stored
 * @returns {Notes}
 */
export function mountNotes(reflection, index, context, send) {
  const { data, environment, texts } = context;
  const { page } = environment;
  const parts = /** @type {import("./parts.js").ReflectionParts} */ (context.parts);
  const { id } = reflection.questions[index];
  const box = page.getElementById(`q-${id}_notes`);
  const area = box?.querySelector("textarea");
  if (!box || !area) return { leave() {} };
  const keeping = mountWritten(
    box,
    area,
    {
      id,
      path: pathsOf(reflection)[index],
      // When a reflection had only one question, this was its text's key.
      older: index ? "" : reflection.id,
      keep: parts[/** @type {"device" | "lms"} */ (reflection.notes)],
      file: () =>
        hand(context, find(box, "[data-acts]"), "allow-downloads", area.value, () =>
          saveFile(page, `${data.id}-${id}.txt`, `${texts.t(`q.${id}.text`)}\n\n${area.value}\n`),
        ),
      focus: () => area.focus(),
      send: reflection.notes === "lrs" ? send : undefined,
    },
    context,
  );
  return { leave: () => keeping.leave?.() };
}
