// `npm run format [-- path …]`: formats and applies safe lint fixes.
import { runScript } from './run-script.ts'

const paths = process.argv.slice(2)
process.exitCode = await runScript({
  command: 'node_modules/.bin/biome',
  args: ['check', '--write', '--config-path=tooling/lint', ...(paths.length > 0 ? paths : ['.'])],
})
