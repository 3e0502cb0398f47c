import { Avatar, useTexts } from '@siaga/ui'
import { composerTexts } from './composer.texts.ts'
import type { Others } from './use-presence.ts'

/** Who else is at this ticket: faces with names in words, so that two people do not answer one citizen twice. */
export function OthersHere({ others }: { others: Others }) {
  const t = useTexts(composerTexts)
  const typing = others.filter((o) => o.typing)
  const shown = typing.length > 0 ? typing : others
  const names = shown.map(({ name }) => name).join(t('joint'))
  const [one, many] = typing.length > 0 ? (['isTyping', 'areTyping'] as const) : (['isHere', 'areHere'] as const)
  return (
    <div role="status" className={others.length > 0 ? 'flex items-center gap-2 px-4 pt-2 text-kecil' : 'sr-only'}>
      {others.length > 0 && (
        <>
          <span className="flex -space-x-1.5">
            {others.slice(0, 4).map(({ id, name }) => (
              <Avatar key={id} name={name} size={24} className="border border-surface" />
            ))}
          </span>
          <span className={typing.length > 0 ? 'font-medium' : 'text-text-2'}>
            {shown.length === 1 ? t(one, { name: names }) : t(many, { names })}
          </span>
        </>
      )}
    </div>
  )
}
