import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  title: { id: 'Pintasan', en: 'Shortcuts' },
  note: {
    id: 'Tombol satu huruf bekerja di luar kolom isian dan dapat dimatikan di halaman Akun saya.',
    en: 'Single-letter keys work outside fields and can be switched off under My account.',
  },
})

export type ShortcutGroup = { title: string; items: readonly { keys: string; label: string }[] }
export type ShortcutsDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  groups: readonly ShortcutGroup[]
}

/** `?`: every key of the page. Several keys of one act are written "J, K". */
export function ShortcutsDialog({ open, onOpenChange, groups }: ShortcutsDialogProps) {
  const t = useTexts(texts)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('note')} width={680}>
      <div className="gap-x-8 sm:columns-2">
        {groups.map((group) => (
          <section key={group.title} className="mb-4 break-inside-avoid">
            <h3 className="border-b border-line pb-1 font-semibold">{group.title}</h3>
            <dl>
              {group.items.map((item) => (
                <div key={item.keys} className="flex min-h-7 items-center justify-between gap-3">
                  <dt>{item.label}</dt>
                  <dd className="flex gap-1">
                    {item.keys.split(', ').map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
