import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

/**
 * Packages that hold state (pools, sessions) must be the ones that src/main.ts loads, never a second copy in the bundle.
 * `ssr.external` alone does not keep them out, since their entries are TypeScript. What screens share is bundled.
 */
const ofTheProcess: Plugin = {
  name: 'siaga-of-the-process',
  enforce: 'pre',
  resolveId(id, _importer, { ssr }) {
    const ours = /^@siaga\/(?!ui(\/|$)|regions\/national-dots$)/.test(id)
    return ssr && ours ? { id, external: true } : null
  },
}

export default defineConfig(({ command }) => ({
  plugins: [
    ofTheProcess,
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
  build: { target: 'es2022', cssMinify: true, reportCompressedSize: false, chunkSizeWarningLimit: 700 },
  ssr: {
    external: ['react', 'react-dom', '@remix-run/node', '@remix-run/react', 'isbot'],
    // Icons and primitives are shaken into the bundle: loaded whole they cost the server tens of megabytes.
    noExternal: command === 'build' ? true : ['@siaga/ui', 'lucide-react', 'radix-ui'],
  },
}))
