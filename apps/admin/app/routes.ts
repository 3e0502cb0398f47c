/** Every page and resource of the admin app; `/t/:tenant/live` is Hono's (src/live.ts). */
export default [
  { index: true, file: 'routes/home.ts' },
  { path: 'sign-in', file: 'routes/sign-in/route.tsx' },
  { path: 'sign-out', file: 'routes/sign-out.ts' },
  { path: 'preferences', file: 'routes/preferences.ts' },
  { path: 'regions', file: 'routes/regions.ts' },
  { path: 'dev/ui', file: 'routes/dev-ui.tsx' },
  { path: 't/:tenant/inbox/rows', file: 'routes/inbox/rows.ts' },
  { path: 't/:tenant/cases/:caseId/files', file: 'routes/files/upload.ts' },
  { path: 't/:tenant/cases/:caseId/files/:fileId', file: 'routes/files/download.ts' },
  {
    path: 't/:tenant',
    file: 'routes/tenant/route.tsx',
    children: [
      { index: true, file: 'routes/tenant/home.ts' },
      {
        path: 'inbox',
        file: 'routes/inbox/route.tsx',
        children: [
          { index: true, file: 'routes/inbox/nothing-open.tsx' },
          { path: ':caseId', file: 'routes/case/route.tsx' },
        ],
      },
      { path: 'national', file: 'routes/national/route.tsx' },
      { path: 'account', file: 'routes/account/route.tsx' },
      { path: '*', file: 'routes/tenant/no-such-page.ts' },
    ],
  },
  { path: '*', file: 'routes/no-such-page.ts' },
]
