import { Section } from '@siaga/ui'
import type { ReactNode } from 'react'

/** What there is to know beside a form of the settings. */
export function SideNote({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="rounded-[5px] border border-line-2 bg-surface">
      <Section title={title}>{children}</Section>
    </div>
  )
}
