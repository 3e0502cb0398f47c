import { initials } from './avatar.tsx'

export type TenantSquareProps = {
  name: string /** Two letters, when the initials say too little. */
  letters?: string
  crestUrl?: string
}

/** 28 px: the crest when uploaded, else two letters. The name stands beside it. */
export function TenantSquare({ name, letters, crestUrl }: TenantSquareProps) {
  if (crestUrl) return <img src={crestUrl} alt="" width={28} height={28} className="size-7 shrink-0 object-contain" />
  return (
    <span
      aria-hidden="true"
      className="inline-flex size-7 shrink-0 items-center justify-center rounded-[3px] border border-line-2 bg-surface-2 text-mikro font-semibold text-text-2"
    >
      {letters ?? initials(name)}
    </span>
  )
}
