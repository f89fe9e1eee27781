/** Generated from larpaket/player/contract.py by `make contract`; a test fails when the two part. */

/**
 * @minItems 3
 * @maxItems 3
 */
export type CueData = [number, number, string | number];

/**
 * Everything that the script needs to know. `texts` are the player's and the module's by language: `keys`
 * names the first ones, the others go by their index; None means that the page shows the text unchanged.
 * `state_limit` is in characters; `statements` are templates by name. `extensions` is the prefix of
 * extensions' IRIs. `modules` are those of a catalogue, whose own page has no activities. `mode` is who uses
 * the module; with `either`, they are asked. `team` is the home page of groups' accounts, "" if there are no
 * groups. `status` is what SCORM 1.2 reports at completion. `unit` is the code of the part of the
 * organisation that the statements belong to, unless the launch names one.
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
  activities: (FilmData | ReflectionData | AgreementData | EstimateData | ReadingData | ChecklistData)[];
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
  modules?: ModuleData[];
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
 * A version of a film; `videos` and `captions` by language. Without its own captions it uses those of the
 * film that runs in parallel.
 *
 * `extensions` are added to the context of its statements.
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
 * A film's address, and its length in seconds. Films with the same `line` run in parallel: what was
 * played of one counts for all.
 *
 * `poster` is the address of its picture, "" if there is none. It is not in the page, where it would be
 * loaded before what the start needs.
 */
export interface VideoData {
  src: string;
  poster?: string;
  seconds: number;
  line: number;
}
/**
 * A reflection with its questions. `notes` is where its text goes in this format; `counted` says whether
 * a group enters how many people it has.
 *
 * `alone` says that it is for one person although the module is, or may be, for a group.
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
 * An agreement. `notes` is where its rows go in this format.
 *
 * `alone` says that it is for one person although the module is, or may be, for a group.
 */
export interface AgreementData {
  type: "agreement";
  id: string;
  required: boolean;
  notes: "none" | "private" | "device" | "lms" | "lrs";
  alone?: boolean;
}
/**
 * An estimate on a scale of `steps` steps, of which `words` have a word. `notes` is where one person's
 * answer goes in this format. `again` is the id of the estimate that it is compared with, "" if there is
 * none. `sends` says that a group may send its counts.
 *
 * `alone` says that it is for one person although the module is, or may be, for a group.
 */
export interface EstimateData {
  type: "estimate";
  id: string;
  required: boolean;
  steps: number;
  words: number[];
  notes: "private" | "device" | "lms" | "lrs";
  again?: string;
  sends?: boolean;
  alone?: boolean;
}
/**
 * A text to read.
 */
export interface ReadingData {
  type: "text";
  id: string;
  required: boolean;
}
/**
 * A checklist; `items` are the keys under which the saved state knows its items, in their order.
 */
export interface ChecklistData {
  type: "checklist";
  id: string;
  required: boolean;
  items: string[];
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
 * A text in its forms for one person and for a group; only in a module that may address both.
 */
export interface Addressed {
  du: string;
  ni: string;
}
/**
 * A module of a catalogue.
 */
export interface ModuleData {
  id: string;
  required: boolean;
  activities: ModulePart[];
}
/**
 * An activity of a module in a catalogue, and about how many minutes it takes.
 */
export interface ModulePart {
  id: string;
  type: string;
  required: boolean;
  minutes: number;
}
