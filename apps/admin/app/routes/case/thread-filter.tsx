import { Button, IconButton, Menu, MenuChoice, useTexts } from '@siaga/ui'
import { ListFilter } from 'lucide-react'
import type { ThreadItem } from './case-view.server.ts'
import { relateTexts } from './relate.texts.ts'

export const threadParts = ['all', 'conversation', 'notes', 'events'] as const
export type ThreadPart = (typeof threadParts)[number]

const kindOf: Record<Exclude<ThreadPart, 'all'>, ThreadItem['kind']> = {
  conversation: 'message',
  notes: 'note',
  events: 'event',
}

/** What of the timeline a choice shows. Pure. */
export const shownPart = (thread: readonly ThreadItem[], part: ThreadPart): readonly ThreadItem[] =>
  part === 'all' ? thread : thread.filter(({ kind }) => kind === kindOf[part])

/** The next choice, for the key V. Pure. */
export const nextPart = (part: ThreadPart): ThreadPart =>
  threadParts[(threadParts.indexOf(part) + 1) % threadParts.length] as ThreadPart

const labels = {
  all: 'showAll',
  conversation: 'showConversation',
  notes: 'showNotes',
  events: 'showEvents',
} as const

/** Which part of the timeline is shown; key V goes round. */
export function ThreadFilter({ part, onPart }: { part: ThreadPart; onPart(part: ThreadPart): void }) {
  const t = useTexts(relateTexts)
  const icon = <ListFilter aria-hidden="true" size={14} strokeWidth={1.75} />
  return (
    <Menu
      align="end"
      trigger={
        part === 'all' ? (
          <IconButton label={`${t('show')}: ${t(labels[part])}`} keys="V" size={24}>
            {icon}
          </IconButton>
        ) : (
          <Button size={24} kbd="V" icon={icon} aria-label={`${t('show')}: ${t(labels[part])}`}>
            {t(labels[part])}
          </Button>
        )
      }
    >
      <MenuChoice
        label={t('show')}
        value={part}
        onValueChange={(value) => onPart(value as ThreadPart)}
        options={threadParts.map((value) => ({ value, label: t(labels[value]) }))}
      />
    </Menu>
  )
}
