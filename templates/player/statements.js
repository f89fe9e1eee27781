/**
 * Building statements: a template from the builder, plus what is known only at run time (xapi.md section 1).
 *
 * @typedef {{ [key: string]: any }} Template
 * @typedef {{ [key: string]: any }} Statement
 * @typedef {{
 *   activityId: string, actor: Statement, context: Statement, join?: typeof merged, team?: Statement | null,
 * }} Launch
 *   `activityId` is the LMS's id for the module, `context` goes into every statement of this launch, `join`
 *   merges it in, `team` is the group that worked together.
 */

/**
 * @param {Template} template
 * @param {Launch} launch
 * @param {{
 *   id: string, now: number, language: string, revision?: string, result?: Statement, extensions?: Statement,
 * }} facts `now` in milliseconds since 1970; `extensions` go into the context
 * @returns {Statement}
 */
export function stamp(
  template,
  { activityId, actor, context, join = merged, team },
  { id, now, language, revision, result, extensions },
) {
  const whole = isModule(template);
  const own = whole ? { id: activityId } : {};
  // The logged-in person stays the actor; the group goes into the context.
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
 * Only the module's own statements have no parent. Their object gets the launch's id, because the LMS may
 * know the module by another id than the publisher (cmi5 8.1.5).
 *
 * @param {Template} template
 * @returns {boolean}
 */
function isModule(template) {
  return !template.context?.contextActivities?.parent;
}

/**
 * Merge in a launch context that may list activities: the launch's come first and unchanged, ours are added
 * after them (cmi5 10.2.1).
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
 * @returns {Statement} both merged, including their extensions
 */
function merged(first, second) {
  const both = { ...first, ...second };
  if (first.extensions && second.extensions) both.extensions = { ...first.extensions, ...second.extensions };
  return both;
}
