// The import table of the house. A package may import those that stand before it, and nothing past their entries.
const order = [
  'kernel',
  'db',
  'events',
  'runtime',
  'regions',
  'files',
  'tenancy',
  'channels',
  'conversations',
  'cases',
  'notices',
  'reporting',
  'catalogue',
  'oversight',
]

const entries = '(index|schema|testing|events|migrate|vite|national-dots|canned-rules)\\.tsx?$'

/** Each package against everything that stands after it. */
const upward = order.slice(0, -1).map((name, index) => ({
  name: `order-${name}`,
  comment: `packages/${name} may import only: ${order.slice(0, index).join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^packages/${name}/` },
  to: { path: `^packages/(${order.slice(index + 1).join('|')})/` },
}))

/** A third-party package and the only places that may touch it. */
const confined = (name, modules, allowed, comment) => ({
  name: `confined-${name}`,
  comment,
  severity: 'error',
  from: { path: '^(apps|packages|tooling)/', pathNot: allowed },
  to: { path: `(^|/)node_modules/(${modules})(/|$)` },
})

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'unknown-package',
      comment: 'Every package stands in the order at the top of tooling/checks/dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^packages/(${[...order, 'ui'].join('|')})/` },
      to: {},
    },
    {
      name: 'ui-imports-nothing',
      comment: 'packages/ui is design only: no package of ours, no app.',
      severity: 'error',
      from: { path: '^packages/ui/' },
      to: { path: '^(apps|tooling)/|^packages/(?!ui/)' },
    },
    {
      name: 'packages-do-not-import-ui',
      comment: 'Only apps draw screens.',
      severity: 'error',
      from: { path: '^packages/(?!ui/)' },
      to: { path: '^packages/ui/' },
    },
    {
      name: 'nothing-imports-an-app',
      comment: 'Apps compose packages; nobody composes apps.',
      severity: 'error',
      from: { path: '^(packages|tooling)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'no-app-imports-another',
      comment: 'What two apps share is a package.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-do-not-import-tooling',
      comment: 'Product code runs without the tools; tests use the testkit.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '\\.test\\.tsx?$|/testing\\.ts$|\\.bench\\.ts$' },
      to: { path: '^tooling/' },
    },
    {
      name: 'entry-only-from-packages',
      comment:
        "Nothing reaches past a package's index.ts (or /schema, /testing, /events, /migrate; /national-dots and /canned-rules are for browsers, too).",
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/.+\\.tsx?$', pathNot: [`^packages/$1/`, `^packages/[^/]+/src/${entries}`] },
    },
    {
      name: 'entry-only-from-outside',
      comment:
        "Nothing reaches past a package's index.ts (or /schema, /testing, /events, /migrate; /national-dots and /canned-rules are for browsers, too).",
      severity: 'error',
      from: { path: '^(apps|tooling)/' },
      to: { path: '^packages/[^/]+/src/.+\\.tsx?$', pathNot: `^packages/[^/]+/src/${entries}` },
    },
    {
      name: 'tooling-entry-only',
      comment: 'Tools reach each other through index.ts, too.',
      severity: 'error',
      from: { path: '^(apps|packages|tooling)/([^/]+)/' },
      to: { path: '^tooling/[^/]+/src/.+', pathNot: ['^$1/$2/', '^tooling/[^/]+/src/index\\.ts$'] },
    },
    confined('bullmq', 'bullmq', ['^packages/events/'], 'Queues belong to packages/events.'),
    confined(
      'ioredis',
      'ioredis',
      ['^packages/events/', '^tooling/testkit/'],
      'Redis connections come from packages/events; the rate limit takes one from there.',
    ),
    confined('lucia', 'lucia|@lucia-auth', ['^packages/tenancy/src/sessions\\.ts$'], 'lucia stays behind one file.'),
    confined('postgres', 'postgres', ['^packages/db/', '^tooling/'], 'Connections come from packages/db.'),
    {
      name: 'no-circular',
      comment: 'A cycle means that two files are one.',
      severity: 'error',
      from: { path: '^(apps|packages|tooling)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'The import leads nowhere: a typing mistake, or a dependency that package.json does not name.',
      severity: 'error',
      from: { pathNot: '\\.d\\.ts$' },
      to: { couldNotResolve: true, pathNot: '^(virtual:|~/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|\\.data[^/]*|\\.turbo)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tooling/typescript/tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default', 'require'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css', '.d.ts'],
    },
  },
}
