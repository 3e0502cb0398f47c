import { useSearchParams } from '@remix-run/react'
import { CASE_STATE_LOOKS, caseStateTexts, IconButton, StateGlyph, UiLink, useTexts } from '@siaga/ui'
import { Link2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { FoldSection } from './fold-section.tsx'
import { partsTexts } from './parts.texts.ts'
import { useCaseAct } from './use-case-act.ts'

type Other = CaseView['links'][number]

/** Other tickets that concern this one: its parent, its parts, what is linked, and what went into it. */
export function RelatedCases({ view, onLink }: { view: CaseView; onLink(): void }) {
  const t = useTexts(partsTexts)
  const { can } = useTenantHere()
  const { act } = useCaseAct(view, 'relate')
  const { parent, children, links, merged } = view
  const total = (parent ? 1 : 0) + children.length + links.length + merged.length
  return (
    <FoldSection
      name="related"
      title={t('related')}
      meta={total > 0 ? total : undefined}
      openAtFirst={total > 0}
      actions={
        can.work &&
        !view.mergedInto && (
          <IconButton label={t('link')} keys="L" size={24} onClick={onLink}>
            <Link2 aria-hidden="true" size={14} strokeWidth={1.75} />
          </IconButton>
        )
      }
    >
      {total === 0 && <p className="text-kecil text-text-2">{t('noRelated')}</p>}
      {parent && (
        <Group title={t('parent')}>
          <Row other={parent} onUnlink={() => act('parent', { revision: view.revision, parentId: '' })} />
        </Group>
      )}
      {children.length > 0 && (
        <Group title={t('children')}>
          {children.map((child) => (
            <Row
              key={child.id}
              other={child}
              onUnlink={() => act('child-remove', { otherId: child.id, revision: child.revision })}
            />
          ))}
        </Group>
      )}
      {links.length > 0 && (
        <Group title={t('links')}>
          {links.map((other) => (
            <Row key={other.id} other={other} onUnlink={() => act('unlink', { otherId: other.id })} />
          ))}
        </Group>
      )}
      {merged.length > 0 && (
        <Group title={t('merged')}>
          {merged.map((other) => (
            <Row key={other.id} other={other} />
          ))}
        </Group>
      )}
    </FoldSection>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="not-first:mt-1.5">
      <p className="text-mikro font-semibold text-text-2">{title}</p>
      <ul aria-label={title}>{children}</ul>
    </div>
  )
}

function Row({ other, onUnlink }: { other: Other; onUnlink?(): void }) {
  const t = useTexts(partsTexts)
  const states = useTexts(caseStateTexts)
  const { tenant, can } = useTenantHere()
  const [params] = useSearchParams()
  return (
    <li className="flex items-center gap-1">
      <UiLink
        to={`/t/${tenant.slug}/inbox/${other.id}?${params}`}
        className="-ml-2 flex min-h-9 min-w-0 grow items-center gap-2 rounded-[5px] px-2 hover:bg-surface-2"
      >
        <StateGlyph name={CASE_STATE_LOOKS[other.state].glyph} size={11} />
        <span className="min-w-0 grow">
          <span className="block truncate">{other.subject}</span>
          <span className="block text-mikro text-text-2">
            <span className="mono">{other.number}</span> · {states(other.state)}
          </span>
        </span>
      </UiLink>
      {can.work && onUnlink && (
        <IconButton label={t('unlink', { number: other.number })} size={24} onClick={onUnlink}>
          <X aria-hidden="true" size={14} strokeWidth={1.75} />
        </IconButton>
      )}
    </li>
  )
}
