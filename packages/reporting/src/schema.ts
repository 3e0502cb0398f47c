import { instant, tenantRelation } from '@siaga/db'
import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgPolicy, pgRole, text, uuid } from 'drizzle-orm/pg-core'

/**
 * An overseer sees an aggregate row when its grants name the row's service type, for the nation or for the row's
 * province. `set_overseer` puts the grants into the setting; the policy compares plain columns.
 */
const overseen = () =>
  pgPolicy('overseer', {
    for: 'select',
    to: pgRole('siaga_oversight').existing(),
    using: sql`('nation/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ',')) or (province_code || '/' || service_type) = any (string_to_array(current_setting('app.overseer_grants', true), ','))`,
  })

/** One row per subject: what it counts for, at which version. Figures move by new − old. */
export const facts = tenantRelation(
  'facts',
  {
    subjectKind: text('subject_kind', { enum: ['interaction', 'case'] }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    version: integer('version').notNull(),
    fact: jsonb('fact').$type<Record<string, unknown>>().notNull(),
  },
  ['subjectKind', 'subjectId'],
)

const dimensions = {
  serviceId: uuid('service_id').notNull(),
  serviceType: text('service_type').notNull(),
  provinceCode: text('province_code').notNull(),
}

/** Interactions by UTC hour of receipt. */
export const interactionFigures = tenantRelation(
  'interaction_figures',
  {
    ...dimensions,
    hour: instant('hour').notNull(),
    channelKind: text('channel_kind').notNull(),
    /** `unclassified` until wrap-up. */
    class: text('class').notNull(),
    /** `none` while there is none. */
    category: text('category').notNull(),
    received: integer('received').notNull(),
    /** First reply by a person. */
    answered: integer('answered').notNull(),
    /** Cases begun whose first response was given or fell due. */
    due: integer('due').notNull(),
    /** Of those, answered in time. */
    inTime: integer('in_time').notNull(),
  },
  ['hour', 'serviceId', 'channelKind', 'class', 'category'],
  (t) => [index('interaction_figures_hour').on(t.hour), overseen()],
)

/** Cases open and overdue now. */
export const caseGauges = tenantRelation(
  'case_gauges',
  { ...dimensions, open: integer('open').notNull(), overdue: integer('overdue').notNull() },
  ['serviceId'],
  () => [overseen()],
)

/** The gauges as they stood at each hour. */
export const caseGaugeHours = tenantRelation(
  'case_gauge_hours',
  {
    ...dimensions,
    hour: instant('hour').notNull(),
    open: integer('open').notNull(),
    overdue: integer('overdue').notNull(),
  },
  ['hour', 'serviceId'],
  () => [overseen()],
)

/** Until when the figures of a service are complete: nothing older waits to be counted. */
export const figureFreshness = tenantRelation(
  'figure_freshness',
  { ...dimensions, asOf: instant('as_of').notNull() },
  ['serviceId'],
  () => [overseen()],
)
