import { PageHeading } from '@siaga/ui'
import type { ReactNode } from 'react'

type SettingsPageProps = {
  title: ReactNode
  meta?: ReactNode
  actions?: ReactNode
  /** What there is to know beside the form. */
  aside?: ReactNode
  children: ReactNode
}

/** A page of the settings: main column and a side of 340 px, below each other where there is no room. */
export function SettingsPage({ title, meta, actions, aside, children }: SettingsPageProps) {
  return (
    <div className="flex max-w-[1120px] flex-col gap-4">
      <PageHeading title={title} meta={meta} actions={actions} />
      <div className="grid gap-6 min-[1200px]:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">{children}</div>
        {aside && <div className="flex min-w-0 flex-col gap-4">{aside}</div>}
      </div>
    </div>
  )
}
