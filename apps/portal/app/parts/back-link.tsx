import { UiLink } from '@siaga/ui'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'

export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <UiLink
      to={to}
      className="-my-2 inline-flex min-h-12 items-center gap-1.5 self-start text-link underline underline-offset-2"
    >
      <ChevronLeft aria-hidden="true" size={20} strokeWidth={1.75} />
      {children}
    </UiLink>
  )
}
