import { IconButton, useKeys, useTexts } from '@siaga/ui'
import { MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { startTexts } from './start.texts.ts'
import { StartDialog } from './start-dialog.tsx'

/** Starts a conversation from the list; `C` does it while no ticket is open (there it is the note's key). */
export function StartButton({ byKey }: { byKey: boolean }) {
  const t = useTexts(startTexts)
  const shell = useTexts(shellTexts)
  const { can } = useTenantHere()
  const [open, setOpen] = useState(false)
  useKeys({ c: can.work && byKey ? () => setOpen(true) : undefined })
  useCommands(() =>
    can.work ? [{ id: 'start', label: t('open'), group: shell('groupList'), run: () => setOpen(true) }] : [],
  )
  if (!can.work) return null
  return (
    <>
      <IconButton label={t('open')} keys={byKey ? 'C' : undefined} size={28} onClick={() => setOpen(true)}>
        <MessageSquarePlus aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
      {open && <StartDialog onClose={() => setOpen(false)} />}
    </>
  )
}
