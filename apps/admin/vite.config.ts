import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

/** All of ours but what screens share, which is bundled. */
const isOfTheProcess = (id: string) => /^@siaga\/(?!ui(\/|$)|regions\/national-dots$)/.test(id)

/**
 * Packages that hold state (pools, sessions) must be the ones that src/main.ts loads, never a second copy. `ssr.external`
 * does not do it for linked TypeScript: the build leaves the import to Node, development hands Node's own module over.
 */
function packagesOfTheProcess(): Plugin {
  const handedOver = 'siaga:process/'
  let building = true
  return {
    name: 'packages-of-the-process',
    enforce: 'pre',
    configResolved(config) {
      building = config.command === 'build'
    },
    resolveId(id, _importer, options) {
      if (!options.ssr || !isOfTheProcess(id)) return null
      return building ? { id, external: true } : `\0${handedOver}${id}`
    },
    async load(id) {
      if (!id.startsWith(`\0${handedOver}`)) return null
      const name = id.slice(handedOver.length + 1)
      const module: Record<string, unknown> = await import(name)
      Reflect.set(globalThis, `${handedOver}${name}`, module)
      const exported = Object.keys(module).map((key) => `export const ${key} = module[${JSON.stringify(key)}]`)
      return [`const module = globalThis[${JSON.stringify(handedOver + name)}]`, ...exported].join('\n')
    },
  }
}

export default defineConfig(({ command }) => ({
  plugins: [
    packagesOfTheProcess(),
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
    external: ['react', 'react-dom', '@remix-run/node', '@remix-run/react', 'isbot'],
    // Icons and primitives are shaken into the bundle: loaded whole they cost the server tens of megabytes.
    noExternal: command === 'build' ? true : ['@siaga/ui', 'lucide-react', 'radix-ui'],
  },
}))
