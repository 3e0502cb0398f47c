import { createHash } from 'node:crypto'

/** The telephone: a narrow column, bubbles left and right, in the colours of the other stand-in pages. */
export const phoneCss = `
main{display:flex;justify-content:center;padding:16px}
.phone{display:flex;flex-direction:column;width:100%;max-width:420px;height:min(820px,calc(100vh - 150px));min-height:480px;background:var(--bg);border:1px solid var(--line-2);border-radius:16px;overflow:hidden}
.top{display:flex;align-items:center;gap:12px;background:var(--accent);color:var(--on-accent);padding:10px 14px}
.top h1{font-size:15px;line-height:20px;margin:0;color:inherit}
.top small{color:inherit}
.face{display:grid;place-items:center;flex:none;width:36px;height:36px;border-radius:50%;background:var(--on-accent);color:var(--accent-dark);font-weight:600}
.log{flex:1;overflow-y:auto;display:flex;flex-direction:column;gap:6px;padding:12px;margin:0;list-style:none}
.log:focus-visible{outline-offset:-2px}
.b{max-width:82%;padding:6px 10px;border:1px solid var(--line-2);background:var(--surface);border-radius:2px 8px 8px 8px;overflow-wrap:anywhere}
.b.mine{align-self:flex-end;background:var(--mine);border-color:var(--mine-line);border-radius:8px 2px 8px 8px}
.b p{margin:0;white-space:pre-wrap}
.b img{display:block;max-width:100%;max-height:220px;border-radius:5px;margin-bottom:4px}
.b .q{border-left:3px solid var(--link);padding:2px 8px;margin-bottom:4px;background:var(--surface-2);color:var(--text-2);font-size:12px;line-height:16px}
.b small{display:block;text-align:right;font-variant-numeric:tabular-nums}
.b .do{display:flex;flex-wrap:wrap;gap:6px;margin-top:6px}
.b form{display:inline}
.b button,.b .do a{min-height:28px;padding:3px 10px;font-size:12px;line-height:20px;background:var(--surface);color:var(--link);border:1px solid var(--ctl);border-radius:14px;text-decoration:none}
.mark{align-self:flex-start;margin-top:-10px;margin-left:8px;padding:0 6px;background:var(--surface);border:1px solid var(--line-2);border-radius:10px}
.mark.mine{align-self:flex-end;margin:-10px 8px 0 0}
.write{border-top:1px solid var(--line-2);background:var(--surface);padding:10px;display:grid;gap:8px}
.write form{display:flex;gap:8px;align-items:end}
.write label{flex:1}
.write textarea{min-height:44px;height:44px;resize:vertical;font-size:16px;line-height:22px}
.write button{min-height:44px}
.write details summary{cursor:pointer;min-height:24px;color:var(--link)}
.write details form{margin-top:8px;flex-wrap:wrap}
.reply{display:flex;gap:8px;align-items:center;justify-content:space-between;border-left:3px solid var(--link);padding:2px 8px;background:var(--surface-2);font-size:12px;line-height:16px}
:root{--mine:#E4EBF5;--mine-line:#AFC3E0;--accent-dark:#1F477F}
@media (prefers-color-scheme:dark){:root{--mine:#18283F;--mine-line:#2F4D7A;--accent-dark:#17376A}}
`

/** Looks for what is new every second while the page is seen; typing is left alone. */
export const phoneScript = `
const log=document.querySelector('.log');
const bottom=()=>{log.scrollTop=log.scrollHeight};
bottom();
let known=log.dataset.version;
setInterval(async()=>{
  if(document.hidden)return;
  const answer=await fetch(log.dataset.from).catch(()=>null);
  if(!answer||!answer.ok)return;
  const version=answer.headers.get('x-version');
  if(version===known||log.contains(document.activeElement)&&document.activeElement!==log)return;
  known=version;
  log.innerHTML=await answer.text();
  bottom();
},1000);
const area=document.querySelector('textarea');
area.addEventListener('keydown',(event)=>{
  if(event.key==='Enter'&&!event.shiftKey&&!event.isComposing){event.preventDefault();area.form.requestSubmit()}
});
`

export const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
