import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** What every stand-in page looks like. */
export const baseCss = `
:root{color-scheme:light dark;--bg:#F3F2ED;--surface:#FFFFFF;--surface-2:#FAF9F6;--line:#DDDAD1;--line-2:#C9C5B9;--ctl:#85827A;
--text:#191C24;--text-2:#474B57;--accent:#1F477F;--accent-hover:#17376A;--link:#1F477F;--on-accent:#FFFFFF;
--warn:#7E4405;--warn-tint:#FAECD6;--warn-line:#E3BE86;--ok:#1B6240;--ok-tint:#E0F0E7;--ok-line:#A3CDB6;--focus:#1F477F}
@media (prefers-color-scheme:dark){:root{--bg:#0C1017;--surface:#141A24;--surface-2:#181F2B;--line:#252E3C;--line-2:#344052;--ctl:#6B778B;
--text:#E6E9EF;--text-2:#B0B8C6;--accent:#3569B8;--accent-hover:#3B70C1;--link:#94B9F0;
--warn:#EBB766;--warn-tint:#2F2411;--warn-line:#634A1E;--ok:#76CB9E;--ok-tint:#122A1E;--ok-line:#265540;--focus:#94B9F0}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/20px "IBM Plex Sans Variable","IBM Plex Sans",system-ui,sans-serif}
.notice{margin:0;background:var(--warn-tint);color:var(--warn);border-bottom:1px solid var(--warn-line);padding:8px 16px;font-weight:600}
header nav,main{max-width:1040px;margin:0 auto;padding:16px}
header nav{display:flex;gap:16px;flex-wrap:wrap;padding-bottom:0}
h1{font-size:22px;line-height:28px;font-weight:600;margin:8px 0 16px}
h2{font-size:18px;line-height:24px;font-weight:600;margin:24px 0 8px}
a{color:var(--link)}
small,.quiet{color:var(--text-2);font-size:12px;line-height:16px}
.panel{background:var(--surface);border:1px solid var(--line-2);border-radius:5px;padding:16px;overflow-x:auto}
table{width:100%;border-collapse:collapse;background:var(--surface);border:1px solid var(--line-2)}
th,td{text-align:left;vertical-align:top;padding:8px 12px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--text-2);font-size:12px;line-height:16px;font-weight:600;background:var(--surface-2)}
td.name{white-space:nowrap}
td time{font-variant-numeric:tabular-nums;white-space:nowrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0}
dt{color:var(--text-2)}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:0;font:inherit}
code{font-family:"IBM Plex Mono",ui-monospace,monospace;font-size:.93em}
form{display:grid;gap:12px}form.line{display:flex;gap:8px;align-items:end;flex-wrap:wrap;margin-bottom:12px}
label{display:grid;gap:4px;color:var(--text-2);font-size:12px;line-height:16px;font-weight:500}
input,textarea,select{font:inherit;font-size:14px;line-height:20px;color:var(--text);background:var(--surface);border:1px solid var(--ctl);border-radius:5px;padding:5px 8px;min-height:32px;width:100%}
form.line input,form.line select{width:auto;min-width:240px}
textarea{min-height:160px}
button{font:inherit;font-weight:500;min-height:32px;padding:5px 12px;border-radius:5px;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);cursor:pointer;justify-self:start}
button:hover{background:var(--accent-hover)}
button.quiet-button{background:var(--surface);color:var(--text);border-color:var(--ctl)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.ok,.bad{border:1px solid var(--ok-line);background:var(--ok-tint);color:var(--ok);border-radius:5px;padding:8px 12px;margin:0 0 16px}
.bad{border-color:var(--warn-line);background:var(--warn-tint);color:var(--warn)}
`

/** Nothing but our own inline style sheet: mails come from strangers. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(baseCss).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The frame of every stand-in page; it says on each of them that this is none of the real providers. */
export function page({ title, notice, body }: { title: string; notice: string; body: Markup }): Markup {
  return html`<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${raw(baseCss)}</style></head>
<body>
<header><p class="notice">${notice}</p><nav aria-label="Tiruan · Stand-ins"><a href="/">Semua tiruan · All stand-ins</a><a href="/mail">Kotak surat · Mailbox</a><a href="/mail/write">Tulis surat sebagai warga · Write a mail as a citizen</a><a href="/whatsapp">WhatsApp</a></nav></header>
<main><h1>${title}</h1>${body}</main>
</body>
</html>`
}
