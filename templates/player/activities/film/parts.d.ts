/** Parts that only some films need. */

import type { FilmData } from "../../contract";
import type { Context } from "../../shapes";

export interface FilmParts {
  /** For films with chapters; `go` jumps to a time in seconds. */
  chapters?(
    element: HTMLElement,
    video: HTMLVideoElement,
    film: FilmData,
    context: Context,
    go: (seconds: number) => void,
  ): void;
}
