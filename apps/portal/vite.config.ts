import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

// Packages that hold state (pools, limits) must be the ones that src/main.ts loads, never a second copy in the bundle.
const ofTheProcess = ['cases', 'channels', 'db', 'events', 'files', 'kernel', 'regions', 'runtime', 'tenancy'].map(
  (name) => `@siaga/${name}`,
)

export default defineConfig(({ command }) => ({
  plugins: [
    tailwindcss(),
    remix({
      serverModuleFormat: 'esm',
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_lazyRouteDiscovery: true,
        v3_singleFetch: true,
        v3_routeConfig: true,
      },
    }),
  ],
  build: { target: 'es2022', cssMinify: true, reportCompressedSize: false },
  ssr: {
    external: [...ofTheProcess, 'react', 'react-dom', '@remix-run/node', '@remix-run/react', 'isbot'],
    // Icons and primitives are shaken into the bundle: loaded whole they cost the server tens of megabytes.
    noExternal: command === 'build' ? true : ['@siaga/ui', 'lucide-react', 'radix-ui'],
  },
}))
