/** The colours are those of the design language (packages/ui is for screens and brings fonts and scripts along). */
export const styles = `
:root{color-scheme:light dark;--bg:light-dark(#F3F2ED,#0C1017);--surface:light-dark(#FFFFFF,#141A24);--line:light-dark(#DDDAD1,#252E3C);--text:light-dark(#191C24,#E6E9EF);--text-2:light-dark(#474B57,#B0B8C6);--link:light-dark(#1F477F,#94B9F0);--tint:light-dark(#E4EBF5,#18283F);--mark:light-dark(#FBF4DD,#2F2411)}
*{box-sizing:border-box}
html{scroll-padding-top:16px}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.55 "IBM Plex Sans",system-ui,sans-serif}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,.method{font:13px/1.5 "IBM Plex Mono",ui-monospace,monospace}
header{display:flex;justify-content:space-between;gap:16px;padding:12px 24px;background:#13243F;color:#FFFFFF}
header a{display:inline-block;min-height:24px;margin-left:12px;color:#C4D0E4}
header a[aria-current]{color:#FFFFFF;text-decoration:none;font-weight:600}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;padding:8px;background:var(--surface)}
.columns{display:grid;grid-template-columns:260px minmax(0,1fr);gap:32px;max-width:1200px;margin:0 auto;padding:24px}
.contents{position:sticky;top:16px;align-self:start;max-height:calc(100vh - 32px);overflow:auto;font-size:14px}
.contents p{margin:12px 0 4px;font-weight:600}
.contents ul{margin:0;padding:0;list-style:none}
.contents a{display:block;padding:3px 0;min-height:24px}
main{outline:none;min-width:0}
h1{margin:0 0 8px;font-size:28px;line-height:1.2}
h2{margin:40px 0 12px;font-size:20px}
h3{margin:0 0 4px;font-size:16px}
table+h3,.scroll+h3{margin-top:24px}
h4{margin:16px 0 4px;font-size:13px;color:var(--text-2)}
.lead{max-width:70ch}
.operation{margin:0 0 12px;padding:16px;background:var(--surface);border:1px solid var(--line);border-radius:8px}
.operation:target,tr:target{background:var(--mark)}
.address{margin:0 0 8px;overflow-wrap:anywhere}
.method{font-weight:700}
.tag{padding:1px 6px;border-radius:4px;background:var(--tint);font-size:12px;white-space:nowrap}
.media{margin:4px 0}
.type,.told{color:var(--text-2)}
.shape{margin:4px 0;padding-left:16px;list-style:none;border-left:1px solid var(--line);overflow-wrap:anywhere}
.shape li{margin:2px 0}
.codes a{display:inline-block;min-height:24px;margin-right:8px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;background:var(--surface);font-size:14px}
th,td{padding:6px 12px 6px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:600}
@media (max-width:800px){.columns{display:block;padding:16px}.contents{position:static;max-height:none}}
`
