import { vitePlugin as remix } from '@remix-run/dev'
import { packagesOfTheProcess } from '@siaga/runtime/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig(({ command }) => ({
  plugins: [
    packagesOfTheProcess((name) => import(name)),
    tailwindcss(),
    remix({
      serverModuleFormat: 'esm',
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // The routes are few: asking for them one by one would cost a round trip before many a page.
        v3_lazyRouteDiscovery: false,
        v3_singleFetch: true,
        v3_routeConfig: true,
      },
    }),
  ],
  // Named, so that the first page in development is not loaded twice while they are found one by one.
  optimizeDeps: {
    include: [
      'react',
      'react/jsx-dev-runtime',
      'react-dom',
      'react-dom/client',
      '@remix-run/react',
      '@tanstack/react-virtual',
      '@siaga/ui > lucide-react',
      '@siaga/ui > radix-ui',
    ],
  },
  build: { target: 'es2022', cssMinify: true, reportCompressedSize: false, chunkSizeWarningLimit: 700 },
  ssr: {
    // pdfkit asks for its own fonts by a name that only its package.json knows: bundled it finds none.
    external: ['react', 'react-dom', '@remix-run/node', '@remix-run/react', 'isbot', 'pdfkit'],
    // Icons and primitives are shaken into the bundle: loaded whole they cost the server tens of megabytes.
    noExternal: command === 'build' ? true : ['@siaga/ui', 'lucide-react', 'radix-ui'],
  },
}))
