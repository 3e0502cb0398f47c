import type { MetaFunction } from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import { isUuid, notFound } from '@siaga/kernel'
import { Avatar, Chip, dateLong, relativeDayTime, UiLink, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { ArrowLeft } from 'lucide-react'
import { inSentence } from '../../components/in-sentence.ts'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { reloads } from '../../components/reloads.ts'
import { memberAction, memberLoader } from '../../server/context.server.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { Addresses } from './addresses.tsx'
import { BlockPanel } from './block-panel.tsx'
import { contactTexts } from './contact.texts.ts'
import { actOnContact } from './contact-actions.server.ts'
import { type ContactView, contactView } from './contact-view.server.ts'
import { EditContact } from './edit-contact.tsx'
import { CasesPanel, LoosePanel, WithheldPanel } from './history.tsx'
import { DuplicatesPanel, MergesPanel } from './merging.tsx'
import { NotesPanel } from './notes.tsx'

const idOf = (contactId: string | undefined) => {
  if (!contactId || !isUuid(contactId)) throw notFound()
  return contactId
}

export const loader = memberLoader(async ({ ctx, tenant }, { params }) =>
  contactView(ctx, tenant.slug, idOf(params.contactId)),
)

export const action = memberAction(async ({ ctx }, form, { params }) =>
  actOnContact(ctx, idOf(params.contactId), String(form.get('intent')), form),
)

export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  reloads(args, (from, to) => from.pathname !== to.pathname)

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: pageTitle(matches, data?.name ?? contactTexts.title[localeOf(matches)]) },
]

export default function ContactPage() {
  const view = useLoaderData<typeof loader>()
  return <Contact key={view.id} view={view as ContactView} />
}

function Contact({ view }: { view: ContactView }) {
  return (
    <div className="mx-auto flex max-w-[1180px] flex-col gap-4 p-6">
      <Heading view={view} />
      <div className="grid grid-cols-1 gap-4 min-[900px]:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          <CasesPanel view={view} />
          <LoosePanel view={view} />
          <WithheldPanel view={view} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Addresses view={view} />
          <NotesPanel view={view} />
          <DuplicatesPanel view={view} />
          <BlockPanel view={view} />
          <MergesPanel view={view} />
        </div>
      </div>
    </div>
  )
}

function Heading({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant, can } = useTenantHere()
  const name = view.name ?? t('anonymous')
  return (
    <header className="flex flex-col gap-2">
      {can.contacts && (
        <UiLink
          to={`/t/${tenant.slug}/contacts`}
          className="inline-flex min-h-6 items-center gap-1.5 self-start text-kecil text-link hover:underline hover:underline-offset-2"
        >
          <ArrowLeft aria-hidden="true" size={14} strokeWidth={1.75} />
          {t('back')}
        </UiLink>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Avatar name={name} shape="square" size={40} />
        <div className="min-w-0 grow">
          <h1 className="text-judul-1 break-words">{name}</h1>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-kecil text-text-2">
            <span>{t('since', { at: dateLong(locale, view.createdAt, zone) })}</span>
            {view.language && <span>· {t(view.language === 'en' ? 'languageEn' : 'languageId')}</span>}
            {view.block && (
              <Chip tone="warn" glyph="off">
                {t('blockedUntil', { at: inSentence(relativeDayTime(locale, view.now, view.block.until, zone)) })}
              </Chip>
            )}
          </p>
        </div>
        {view.can.work && <EditContact view={view} />}
      </div>
    </header>
  )
}
