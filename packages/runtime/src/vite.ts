import type { Plugin } from 'vite'

/** All of ours but what screens share, which is bundled. */
const isOfTheProcess = (id: string) => /^@siaga\/(?!ui(\/|$)|regions\/national-dots$)/.test(id)

/**
 * Packages that hold state (pools, sessions) must be the ones that src/main.ts loads, never a second copy. `ssr.external`
 * does not do it for linked TypeScript: the build leaves the import to Node, development hands Node's own module over,
 * which `load` imports from the app.
 */
export function packagesOfTheProcess(load: (name: string) => Promise<unknown>): Plugin {
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
      const module = (await load(name)) as Record<string, unknown>
      Reflect.set(globalThis, `${handedOver}${name}`, module)
      const exported = Object.keys(module).map((key) => `export const ${key} = module[${JSON.stringify(key)}]`)
      return [`const module = globalThis[${JSON.stringify(handedOver + name)}]`, ...exported].join('\n')
    },
  }
}
