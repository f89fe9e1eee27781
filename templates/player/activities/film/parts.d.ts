/** What only some films need. */

import type { FilmData } from "../../contract";
import type { Context } from "../../shapes";

export interface FilmParts {
  /** Where a film has chapters; `go` leads to a second of it. */
  chapters?(
    element: HTMLElement,
    video: HTMLVideoElement,
    film: FilmData,
    context: Context,
    go: (seconds: number) => void,
  ): void;
}
