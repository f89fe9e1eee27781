/** Generated from larpaket/player/contract.py by `make contract`; a test fails when the two part. */

/**
 * @minItems 3
 * @maxItems 3
 */
export type CueData = [number, number, string];

/**
 * Everything that the script needs to know. `texts` are the player's and the module's by language: `keys`
 * names the first of them, its place each of the others; None is what stands on the page as it is.
 * `state_limit` is in characters, `statements` are templates by name. `extensions` is what extensions' IRIs
 * begin with. `mode` is who uses the module; with `either` they are asked. `team` is the home page of
 * groups' accounts, "" when nobody works in a group. `status` is what SCORM 1.2 reports at completion.
 * `unit` is the code of the part of the organisation whose statements these are, where the launch names
 * none.
 */
export interface PlayerData {
  id: string;
  version: string;
  languages: string[];
  directions: {
    [k: string]: "ltr" | "rtl";
  };
  mode: "group" | "individual" | "either";
  score: boolean;
  state_limit: number;
  steps: StepData[];
  activities: (FilmData | ReflectionData)[];
  extensions: string;
  team: string;
  lrs?: LrsData | null;
  unit?: string;
  status?: "completed" | "passed";
  keys: string[];
  texts: {
    [k: string]: (string | Plural | Addressed | null)[];
  };
  statements: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
}
/**
 * A step and the ids of its activities.
 */
export interface StepData {
  id: string;
  activities: string[];
}
/**
 * A film; the first of its `versions` is the film itself.
 */
export interface FilmData {
  type: "film";
  id: string;
  required: boolean;
  versions: VersionData[];
}
/**
 * A version of a film; `videos` and `captions` by language. Without captions of its own it has those of
 * the film that runs alike.
 *
 * `extensions` go with the context of what is told of it.
 */
export interface VersionData {
  name: "film" | "described" | "signed";
  videos: {
    [k: string]: VideoData;
  };
  captions: {
    [k: string]: CueData[];
  };
  extensions?: {
    [k: string]: string | number;
  };
}
/**
 * A film's address and its length; films on one `line` run alike, and what was played of one was played
 * of all.
 *
 * `poster` is the address of the picture that stands for it, "" when there is none. It is not in the page,
 * where it would be fetched before what the start needs.
 */
export interface VideoData {
  src: string;
  poster?: string;
  seconds: number;
  line: number;
}
/**
 * A reflection with its questions. `notes` is where its text goes in this format, `counted` whether a
 * group says how many it is.
 *
 * `alone`: it is for one person, though the module is for a group too or asks who uses it.
 */
export interface ReflectionData {
  type: "reflection";
  id: string;
  required: boolean;
  notes: "none" | "private" | "device" | "lms" | "lrs";
  counted: boolean;
  alone?: boolean;
  questions: QuestionData[];
}
/**
 * A question; `seconds` is the proposed time.
 */
export interface QuestionData {
  id: string;
  seconds: number;
}
/**
 * Where a SCORM package sends statements; `home_page` is that of the actors' accounts.
 */
export interface LrsData {
  endpoint: string;
  authorization: string;
  actor: "random" | "account";
  home_page: string;
}
/**
 * A text that depends on a number.
 */
export interface Plural {
  one: string;
  other: string;
}
/**
 * A text as it is said to one person and to a group; only where the module may speak to both.
 */
export interface Addressed {
  du: string;
  ni: string;
}
