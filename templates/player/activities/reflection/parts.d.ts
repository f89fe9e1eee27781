/** Parts that only some reflections need. */

import type { ReflectionData } from "../../contract";
import type { Meeting } from "../../meeting";
import type { Context } from "../../shapes";
import type { Views } from "../../views";
import type { NoteKeeping, Says } from "./notes";
import type { Responses } from "./responses";

/** Where notes are kept beyond the page. */
type KeepNotes = (
  root: HTMLElement,
  area: HTMLTextAreaElement,
  reflection: ReflectionData,
  question: number,
  context: Context,
  says: Says,
) => NoteKeeping;

export interface ReflectionParts {
  /** Where notes stay on this computer. */
  device?: KeepNotes;
  /** Where notes go into the LMS's saved state. */
  lms?: KeepNotes;
  /** For reflections with notes next to a question; `send` resolves to whether the text was stored. */
  notes?(
    reflection: ReflectionData,
    question: number,
    context: Context,
    send: (text: string) => Promise<boolean>,
  ): { leave(): void };
  /** Where statements are sent; shared by all reflections of a page. */
  responses?(context: Context, views: Views, meeting: Meeting | undefined): Responses;
}
