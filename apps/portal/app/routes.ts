/** Every page and resource of the portal. */
export default [
  { index: true, file: 'routes/home/route.tsx' },
  { path: 'track', file: 'routes/track/route.tsx' },
  { path: 'ticket/:code', file: 'routes/ticket/route.tsx' },
  { path: 'ticket/:code/state', file: 'routes/ticket/state.ts' },
  { path: 'ticket/:code/files/:fileId', file: 'routes/ticket/file.ts' },
  { path: 'regions', file: 'routes/regions.ts' },
  { path: 'language', file: 'routes/language/route.ts' },
  { path: 'robots.txt', file: 'routes/robots.ts' },
  { path: ':tenant', file: 'routes/tenant/route.tsx' },
  { path: ':tenant/:service', file: 'routes/form/route.tsx' },
  { path: '*', file: 'routes/nowhere.tsx' },
]
