import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  // As the applications' own builds do.
  esbuild: { jsx: 'automatic' },
  test: {
    include: [
      'packages/**/src/**/*.test.{ts,tsx}',
      'apps/**/{src,app}/**/*.test.{ts,tsx}',
      'tooling/**/src/**/*.test.{ts,tsx}',
    ],
    exclude: ['**/node_modules/**', '**/build/**', '**/.data*/**'],
    globalSetup: [fileURLToPath(new URL('./src/global-setup.ts', import.meta.url))],
    pool: 'forks',
    maxWorkers: 2,
    // Browsers, servers and databases of two suites share the machine: what only came too late is tried again, and said so.
    retry: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
  },
})
