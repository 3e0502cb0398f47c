import { appUrls } from './app-environment.ts'
import type { DemoSummary } from './demo/load-demo.ts'
import type { LauncherConfig } from './env.ts'

type ReadyBlock = { config: LauncherConfig; summary: DemoSummary; seconds: number; mode: 'production' | 'development' }

/** What a person needs to begin, in Indonesian and English, as one text. */
export function readyBlock({ config, summary, seconds, mode }: ReadyBlock): string {
  const urls = appUrls(config.ports)
  const rule = '─'.repeat(78)
  const title =
    mode === 'development'
      ? 'Siaga siap (mode pengembangan) · Siaga is ready (development)'
      : 'Siaga siap · Siaga is ready'
  return [
    '',
    rule,
    `  ${title}   [${seconds.toFixed(1)} s]`,
    '',
    ...columns([
      ['Layar petugas · Staff', urls.admin],
      ['Portal warga · Citizens', urls.portal],
      ['API', urls.api],
      ['Tiruan penyedia · Stand-in providers', `http://localhost:${config.ports.standin}`],
      ['Surat masuk · Incoming mail (SMTP)', `127.0.0.1:${config.ports.smtp}`],
    ]),
    ...section(
      'Akun demo · Demo sign-ins',
      summary.signIns.map(({ who, email, password }) => [who, email, password]),
    ),
    ...section(
      'Tenan · Tenants',
      summary.tenants.map(({ name, portalPath, mail }) => [name, urls.portal + portalPath, mail]),
    ),
    ...(summary.apiKey ? section('Kunci API demo · Demo API key', [[summary.apiKey]]) : []),
    '',
    ...columns([
      ['Data', config.dataDir],
      ['Log', `${config.dataDir}/logs`],
    ]),
    '  Ctrl C: berhenti, data tetap ada · stops, the data stays',
    rule,
    '',
  ].join('\n')
}

function section(title: string, rows: string[][]): string[] {
  return rows.length === 0 ? [] : ['', `  ${title}`, ...columns(rows, 4)]
}

function columns(rows: string[][], indent = 2): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map(
    (row) =>
      ' '.repeat(indent) +
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('   ')
        .trimEnd(),
  )
}
