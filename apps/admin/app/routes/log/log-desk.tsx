import { Button, useKeys, useTexts } from '@siaga/ui'
import { NotebookPen } from 'lucide-react'
import { useState } from 'react'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { logTexts } from './log.texts.ts'
import { LogDialog } from './log-dialog.tsx'

/** Logging by hand, from anywhere in the shell: the button in the top bar, Alt L, or the palette. */
export function LogDesk() {
  const { can, services } = useTenantHere()
  return can.work && services.length > 0 ? <Logging /> : null
}

function Logging() {
  const t = useTexts(logTexts)
  const shell = useTexts(shellTexts)
  const [open, setOpen] = useState(false)
  // In a ticket L is that ticket's: Alt L works everywhere.
  useKeys({ l: () => setOpen(true), 'alt+l': () => setOpen(true) }, { ofFrame: true })
  useCommands(() => [
    {
      id: 'log-contact',
      label: t('open'),
      keys: 'Alt L',
      group: shell('groupPages'),
      icon: <NotebookPen aria-hidden="true" size={16} strokeWidth={1.75} />,
      run: () => setOpen(true),
    },
  ])
  return (
    <>
      <Button
        aria-label={t('open')}
        title={`${t('open')} (Alt L)`}
        icon={<NotebookPen aria-hidden="true" size={16} strokeWidth={1.75} />}
        onClick={() => setOpen(true)}
        className="shrink-0 max-[1199px]:w-8 max-[1199px]:px-0"
      >
        <span className="max-[1199px]:hidden">{t('save')}</span>
      </Button>
      <LogDialog open={open} onClose={() => setOpen(false)} />
    </>
  )
}
