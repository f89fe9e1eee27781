/**
 * Statements: a template from the builder, and what only the learner's page knows (xapi.md section 1).
 *
 * @typedef {{ [key: string]: any }} Template
 * @typedef {{ [key: string]: any }} Statement
 * @typedef {{ activityId: string, actor: Statement, context: Statement, join?: typeof merged, team?:
 *   Statement | null }} Launch `activityId`
 *   as the LMS calls the module, `context` what every statement of this launch carries, `join` how it does,
 *   `team` the group that did it together.
 */

/**
 * @param {Template} template
 * @param {Launch} launch
 * @param {{ id: string, now: number, language: string, revision?: string, result?: Statement, extensions?:
 *   Statement }} facts
 *   `now` in milliseconds since 1970; `extensions` of the context
 * @returns {Statement}
 */
export function stamp(
  template,
  { activityId, actor, context, join = merged, team },
  { id, now, language, revision, result, extensions },
) {
  const whole = isModule(template);
  const own = whole ? { id: activityId } : {};
  // The one who is logged in stays the actor; the group is the context in which it happened.
  const added = {
    language,
    ...(revision ? { revision } : {}),
    ...(team && !whole ? { team } : {}),
    ...(extensions ? { extensions } : {}),
  };
  const said = merged(template.result ?? {}, result ?? {});
  return {
    ...template,
    id,
    actor,
    object: { ...template.object, ...own },
    ...(Object.keys(said).length ? { result: said } : {}),
    context: join(merged(template.context ?? {}, added), context),
    timestamp: new Date(now).toISOString(),
  };
}

/**
 * Only the module's own statements are without a parent: the LMS may know the module by another id than its
 * maker (cmi5 8.1.5).
 *
 * @param {Template} template
 * @returns {boolean}
 */
function isModule(template) {
  return !template.context?.contextActivities?.parent;
}

/**
 * How a launch's context goes in that may bring activities: its part first and whole, ours only added to it
 * (cmi5 10.2.1).
 *
 * @param {Statement} own
 * @param {Statement} launch
 * @returns {Statement}
 */
export function withLaunch(own, launch) {
  const activities = { ...own.contextActivities };
  for (const [kind, theirs] of Object.entries(launch.contextActivities ?? {})) {
    const first = Array.isArray(theirs) ? theirs : [theirs];
    const rest = (activities[kind] ?? []).filter((/** @type {Statement} */ one) =>
      first.every((other) => other.id !== one.id),
    );
    activities[kind] = [...first, ...rest];
  }
  const context = { ...own, ...launch };
  if (Object.keys(activities).length) context.contextActivities = activities;
  if (own.extensions || launch.extensions) context.extensions = { ...own.extensions, ...launch.extensions };
  return context;
}

/**
 * @param {Statement} first
 * @param {Statement} second
 * @returns {Statement} both, their extensions together
 */
function merged(first, second) {
  const both = { ...first, ...second };
  if (first.extensions && second.extensions) both.extensions = { ...first.extensions, ...second.extensions };
  return both;
}
