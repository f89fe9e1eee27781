/** Parts that only some reflections need. */

import type { ReflectionData } from "../../contract";
import type { Keep } from "../../keeping/keeping";
import type { Meeting } from "../../meeting";
import type { Context } from "../../shapes";
import type { Views } from "../../views";
import type { Responses } from "./responses";

export interface ReflectionParts {
  /** Where notes stay on this computer. */
  device?: Keep;
  /** Where notes go into the LMS's saved state. */
  lms?: Keep;
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
