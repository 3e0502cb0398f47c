// `npm run check [-- --only format,types]`: the checks without the tests.
import { runTypeScript } from './run-script.ts'

process.exitCode = await runTypeScript('tooling/checks/src/verify.ts', process.argv.slice(2))
