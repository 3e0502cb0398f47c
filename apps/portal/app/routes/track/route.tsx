import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData } from '@remix-run/react'
import { readTicket } from '@siaga/cases'
import { notFound } from '@siaga/kernel'
import { enforce, knownError, networkOf } from '@siaga/runtime'
import { formatCode, readCode } from '@siaga/tenancy'
import { Button, Field, Input, translate, useTexts } from '@siaga/ui'
import { useEffect, useRef } from 'react'
import { Page } from '../../parts/page.tsx'
import { ProblemSummary } from '../../parts/problem-summary.tsx'
import { callOf } from '../../server/call.server.ts'
import { atEdge } from '../../server/edge.server.ts'
import { problemsOf } from '../../server/form-problems.server.ts'
import { readForm } from '../../server/read-form.server.ts'
import { trackTexts } from './track.texts.ts'

export const loader = ({ context }: LoaderFunctionArgs) => ({ locale: context.locale })

export const action = ({ request, context }: ActionFunctionArgs) =>
  atEdge(context, async () => {
    let typed = { number: '', code: '' }
    try {
      const { values } = await readForm(request, 1)
      typed = { number: (values.number ?? '').slice(0, 60), code: (values.code ?? '').slice(0, 60) }
      await enforce(context.limits.track, networkOf(context.address))
      const number = typed.number.replace(/\s/g, '').replace(/[‐-―]/g, '-')
      await readTicket({ ...callOf(context), code: typed.code, number })
    } catch (error) {
      const problems = problemsOf(context, error)
      const wrong = knownError(error)?.code === notFound.code
      return data(
        { problems, wrong, typed },
        {
          status: problems.status,
          headers: problems.retryAfterSeconds ? { 'retry-after': String(problems.retryAfterSeconds) } : {},
        },
      )
    }
    return redirect(`/ticket/${formatCode(readCode(typed.code) ?? '')}`, 303)
  })

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: translate(trackTexts, data?.locale ?? 'id')('pageTitle') },
]

export default function Track() {
  const t = useTexts(trackTexts)
  const answer = useActionData<typeof action>()
  const first = useRef<HTMLInputElement>(null)
  const { problems, wrong, typed } = answer ?? {}
  useEffect(() => {
    if (problems) first.current?.focus()
  }, [problems])
  return (
    <Page>
      <div className="flex flex-col gap-5">
        <h1 className="text-judul-laporan">{t('title')}</h1>
        <p className="text-text-2">{t('lead')}</p>
        <Form method="post" noValidate className="flex flex-col gap-5">
          {problems && (
            <ProblemSummary
              title={wrong ? t('wrongTitle') : t('notOpened')}
              text={wrong ? t('wrong') : problems.summary}
              items={[]}
              requestId={problems.status >= 500 ? problems.requestId : null}
            />
          )}
          <Field label={t('number')} help={t('numberHelp')}>
            <Input
              ref={first}
              mono
              name="number"
              defaultValue={typed?.number}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              aria-invalid={wrong || undefined}
              autoFocus={problems !== undefined}
            />
          </Field>
          <Field label={t('code')} help={t('codeHelp')}>
            <Input
              mono
              name="code"
              defaultValue={typed?.code}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              aria-invalid={wrong || undefined}
            />
          </Field>
          <Button type="submit" variant="filled" className="w-full">
            {t('open')}
          </Button>
        </Form>
      </div>
    </Page>
  )
}
