import { Avatar, Chip, cx, useTexts } from '@siaga/ui'
import type { ContactItem } from '../contact/contact-view.server.ts'
import { logTexts } from './log.texts.ts'

type OptionsProps = {
  id: string
  rows: ContactItem[]
  active: number
  onPoint(index: number): void
  onPick(row: ContactItem): void
  className?: string
}

export const optionId = (id: string, index: number) => `${id}-${index}`

/** Known citizens under the field in which one types. */
export function CitizenOptions({ id, rows, active, onPoint, onPick, className }: OptionsProps) {
  const t = useTexts(logTexts)
  return (
    <div
      role="listbox"
      id={id}
      aria-label={t('known')}
      tabIndex={-1}
      className={cx('rounded-[5px] border border-line-2 bg-surface py-1', className)}
    >
      {rows.map((row, index) => {
        const name = row.name ?? t('anonymous')
        const addresses = row.identities.flatMap((i) => (i.address ? [i.address] : []))
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and the keys
          <div
            key={row.id}
            role="option"
            id={optionId(id, index)}
            aria-selected={index === active}
            tabIndex={-1}
            onPointerMove={index === active ? undefined : () => onPoint(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(row)}
            className={cx(
              'flex min-h-8 cursor-pointer items-center gap-2 px-2.5',
              index === active && 'bg-accent-tint shadow-[inset_3px_0_0_var(--link)]',
            )}
          >
            <Avatar name={name} shape="square" size={24} />
            <span className="min-w-0 truncate font-medium">{name}</span>
            <span className="min-w-0 grow truncate text-kecil text-text-2 tabular">
              {addresses.slice(0, 2).join(', ') || t('noAddress')}
            </span>
            {row.blockedUntil && (
              <Chip tone="warn" glyph="off">
                {t('blocked')}
              </Chip>
            )}
          </div>
        )
      })}
    </div>
  )
}
