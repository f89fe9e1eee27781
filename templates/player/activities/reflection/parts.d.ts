/** What only some reflections need. */

import type { ReflectionData } from "../../contract";
import type { Meeting } from "../../meeting";
import type { Context } from "../../shapes";
import type { Views } from "../../views";
import type { Responses } from "./responses";

export interface ReflectionParts {
  /**
   * Where something can be written beside a question; `send` resolves when it is known whether the text was
   * taken.
   */
  notes?(
    reflection: ReflectionData,
    question: number,
    context: Context,
    send: (text: string) => Promise<boolean>,
  ): { leave(): void };
  /** Where an LRS is told; one for all reflections of a page. */
  responses?(context: Context, views: Views, meeting: Meeting | undefined): Responses;
}
