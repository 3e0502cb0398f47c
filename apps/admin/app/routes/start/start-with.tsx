import { IconButton, useTexts } from '@siaga/ui'
import { MessageSquarePlus } from 'lucide-react'
import { useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { startTexts } from './start.texts.ts'
import { StartDialog, type StartWith } from './start-dialog.tsx'

/** Starts a conversation at one address of a citizen. */
export function StartAt({ start }: { start: StartWith & { address: string } }) {
  const t = useTexts(startTexts)
  const { can } = useTenantHere()
  const [open, setOpen] = useState(false)
  if (!can.work) return null
  return (
    <>
      <IconButton label={t('writeTo', { address: start.address })} size={24} onClick={() => setOpen(true)}>
        <MessageSquarePlus aria-hidden="true" size={14} strokeWidth={1.75} />
      </IconButton>
      {open && <StartDialog start={start} onClose={() => setOpen(false)} />}
    </>
  )
}
