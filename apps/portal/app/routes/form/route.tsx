import { randomUUID } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findForm, submitForm } from '@siaga/channels'
import { invalid, notFound } from '@siaga/kernel'
import { knownError } from '@siaga/runtime'
import { formatCode, publicTenant } from '@siaga/tenancy'
import { Button, EmptyState, useTexts } from '@siaga/ui'
import { BackLink } from '../../parts/back-link.tsx'
import { Page } from '../../parts/page.tsx'
import { usePromise } from '../../parts/promise.ts'
import { callOf } from '../../server/call.server.ts'
import { atEdge } from '../../server/edge.server.ts'
import { type FormProblems, problemsOf } from '../../server/form-problems.server.ts'
import { chosenRegions, shownFields } from '../../server/intake-form.server.ts'
import { shownTenant } from '../../server/portal-tenant.server.ts'
import { promiseOf } from '../../server/promise.server.ts'
import { type ReadForm, readForm } from '../../server/read-form.server.ts'
import type { RegionStep } from '../../server/region-steps.server.ts'
import { EmergencyNotice } from './emergency-notice.tsx'
import { formTexts } from './form.texts.ts'
import { IntakeForm } from './intake-form.tsx'

type Params = LoaderFunctionArgs['params']

async function openForm({ params, context }: { params: Params; context: LoaderFunctionArgs['context'] }) {
  const call = callOf(context)
  const [{ tenant }, { service }] = await Promise.all([
    publicTenant(call, params.tenant ?? ''),
    findForm(call, params.tenant ?? '', params.service ?? ''),
  ])
  return { call, tenant, service }
}

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  atEdge(context, async () => {
    const { tenant, service } = await openForm({ params, context })
    const { definition, emergency, slug } = service
    return {
      submissionId: randomUUID(),
      tenant: shownTenant(tenant),
      service: {
        slug,
        emergency,
        paused: service.state === 'paused',
        name: definition.name[context.locale],
        intro: definition.texts.intro[context.locale],
        numbers: definition.numbers,
        promise: promiseOf(service),
      },
      fields: shownFields(definition, context.locale, tenant.authorityCode),
    }
  })

export type FormAnswer = {
  problems: FormProblems | null
  values: Record<string, string>
  steps: Record<string, RegionStep[]>
  submissionId: string | null
  /** How many files came with it: they must be chosen again. */
  files: number
}

export const action = ({ request, params, context }: ActionFunctionArgs) =>
  atEdge(context, async () => {
    let form: ReadForm | null = null
    let opened: Awaited<ReturnType<typeof openForm>> | null = null
    const answer = (error: unknown) => {
      const problems = error === null ? null : problemsOf(context, error)
      const regions = opened
        ? chosenRegions(opened.service.definition, form?.own ?? {}, opened.tenant.authorityCode)
        : { values: {}, steps: {} }
      const body: FormAnswer = {
        problems,
        values: { ...form?.values, ...regions.values },
        steps: regions.steps,
        submissionId: form?.own._submission ?? null,
        files: form?.files.length ?? 0,
      }
      const headers: Record<string, string> = problems?.retryAfterSeconds
        ? { 'retry-after': String(problems.retryAfterSeconds) }
        : {}
      return data(body, { status: problems?.status ?? 200, headers })
    }
    try {
      form = await readForm(request)
      opened = await openForm({ params, context })
      const { call, tenant, service } = opened
      // One step of a region field, for readers without scripts: the page comes back with the next list.
      if (form.own._step) return answer(null)
      // People do not see this field; what fills it in is told no more than that something is wrong.
      if (form.own._website) return answer(invalid())
      const regions = chosenRegions(service.definition, form.own, tenant.authorityCode)
      const sent = {
        tenantSlug: tenant.slug,
        serviceSlug: service.slug,
        submissionId: form.own._submission || null,
        values: { ...form.values, ...regions.values },
      }
      const { code, needsVerification } = await submitForm(call, sent, form.files)
      throw redirect(`/ticket/${formatCode(code)}${needsVerification ? '?verification=1' : ''}`, 303)
    } catch (error) {
      const missing = opened === null && knownError(error)?.code === notFound.code
      if (error instanceof Response || missing) throw error
      return answer(error)
    }
  })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.service.name}, ${data.tenant.shortName}` : 'Siaga' },
]

export default function FormPage() {
  const t = useTexts(formTexts)
  const promise = usePromise()
  const { tenant, service, fields, submissionId } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page tenant={tenant} emergency={!service.emergency}>
      <div className="flex flex-col gap-5">
        <BackLink to={`/${tenant.slug}`}>{t('back', { name: tenant.shortName })}</BackLink>
        <div className="flex flex-col gap-2">
          <h1 className="text-judul-laporan">{service.name}</h1>
          <p className="text-text-2">{promise(service.promise, service.emergency)}.</p>
        </div>
        {service.emergency && <EmergencyNotice />}
        <p>{service.intro}</p>
        {service.paused ? (
          <EmptyState title={t('paused')} action={service.numbers[0] && <CallButton number={service.numbers[0]} />}>
            {t('pausedHelp')}
          </EmptyState>
        ) : (
          <IntakeForm
            key={service.slug}
            draftKey={`draft:/${tenant.slug}/${service.slug}`}
            fields={fields}
            submissionId={submissionId}
            answer={answer}
          />
        )}
      </div>
    </Page>
  )
}

function CallButton({ number }: { number: string }) {
  const t = useTexts(formTexts)
  return (
    <Button asChild>
      <a href={`tel:${number.replaceAll(' ', '')}`}>{t('pausedCall', { number })}</a>
    </Button>
  )
}
