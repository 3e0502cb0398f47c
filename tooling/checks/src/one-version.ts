import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Manifest = {
  optionalDependencies?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/**
 * Every dependency of every package.json is `catalog:` or `workspace:…`, so that a version stands in one place. The
 * pinned Node of each platform (root, optionalDependencies) has its version in its own line. Returns what breaks this.
 */
export function otherVersions(root: string): string[] {
  const manifests = ['package.json', ...globSync('{apps,packages,tooling}/*/package.json', { cwd: root })]
  return manifests.sort().flatMap((path) => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest
    return Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, version]) => !/^(catalog:|workspace:)/.test(version))
      .map(
        ([name, version]) =>
          `${path}: ${name} is "${version}"; write "catalog:" and its version in pnpm-workspace.yaml`,
      )
  })
}
