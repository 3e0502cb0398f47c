import { IconButton, useAnnounce, useTexts } from '@siaga/ui'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useHydrated } from '../../parts/use-hydrated.ts'
import { ticketTexts } from './ticket.texts.ts'

/** A number or code to keep, with a button that copies it where the browser can. */
export function CopyValue({ value, what }: { value: string; what: string }) {
  const t = useTexts(ticketTexts)
  const announce = useAnnounce()
  const hydrated = useHydrated()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    announce(t('copied'))
  }
  return (
    <span className="inline-flex items-center gap-1">
      <span className="mono break-all">{value}</span>
      {hydrated && 'clipboard' in navigator && (
        <IconButton label={copied ? t('copied') : t('copy', { what })} onClick={() => void copy()} className="-my-3">
          {copied ? (
            <Check aria-hidden="true" size={20} strokeWidth={1.75} />
          ) : (
            <Copy aria-hidden="true" size={20} strokeWidth={1.75} />
          )}
        </IconButton>
      )}
    </span>
  )
}
