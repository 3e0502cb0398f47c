import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

// The process that serves the pages opens the pools and limiters: it and the bundle must share one copy of each package.
const shared = ['cases', 'channels', 'db', 'events', 'files', 'kernel', 'regions', 'runtime', 'tenancy'].map((name) => `@siaga/${name}`)

export default defineConfig({
  plugins: [
    tailwindcss(),
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  ssr: { external: shared },
})
