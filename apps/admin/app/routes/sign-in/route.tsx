import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { systemClock } from '@siaga/kernel'
import { nationalDots } from '@siaga/regions/national-dots'
import { enforce } from '@siaga/runtime'
import { signIn } from '@siaga/tenancy'
import { Button, cx, Field, Input, Logo, StateGlyph, useLocale, useTexts } from '@siaga/ui'
import { disc, pathOf } from '../../components/dots.ts'
import type { loader as rootLoader } from '../../root.tsx'
import { guarded, processOf, readerOf, refusable, safePath } from '../../server/context.server.ts'
import { signInTexts } from './sign-in.texts.ts'

export const meta: MetaFunction<typeof loader, { root: typeof rootLoader }> = ({ matches }) => {
  const root = matches.find((match) => match.id === 'root')?.data
  return [{ title: signInTexts.pageTitle[root?.locale ?? 'id'] }]
}

export function loader(args: LoaderFunctionArgs) {
  return guarded(args, async () => {
    const to = safePath(new URL(args.request.url).searchParams.get('to'))
    if ((await readerOf(args)).user) throw redirect(to ?? '/')
    return { to }
  })
}

export async function action(args: ActionFunctionArgs) {
  const process = processOf(args)
  const form = await args.request.formData()
  const email = String(form.get('email') ?? '')
    .trim()
    .toLowerCase()
  const password = String(form.get('password') ?? '')
  const missing = { email: email === '', password: password === '' }
  if (missing.email || missing.password)
    return data({ ok: false as const, email, missing, detail: null }, { status: 422 })
  const answer = await refusable(args, 'sign-in', async () => {
    await enforce(process.signInLimits.address, process.clientAddress)
    await enforce(process.signInLimits.mail, email)
    const { locale } = await readerOf(args)
    const call = { db: process.db, clock: systemClock, locale, requestId: process.requestId }
    const { userId } = await signIn(call, { email, password })
    const cookie = await process.sessions.open(userId)
    throw redirect(safePath(form.get('to')) ?? '/', { headers: { 'set-cookie': cookie } })
  })
  const { problem } = answer.data
  return data({ ok: false as const, email, missing, detail: problem.detail }, { status: problem.status })
}

export default function SignIn() {
  const t = useTexts(signInTexts)
  const { to } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const busy = useNavigation().formAction?.startsWith('/sign-in') ?? false
  return (
    <div className="grid min-h-dvh bg-bg min-[1000px]:grid-cols-[minmax(0,1fr)_minmax(420px,0.72fr)]">
      <Nation />
      <main className="flex flex-col justify-center px-6 py-10 min-[1000px]:px-14">
        <div className="mx-auto w-full max-w-[360px]">
          <div className="mb-8 flex items-center gap-2.5 min-[1000px]:hidden">
            <Logo size={28} />
            <span className="text-judul-1">Siaga</span>
          </div>
          <h1 className="text-judul-laporan">{t('title')}</h1>
          <p className="mt-1 text-laporan text-text-2">{t('lead')}</p>
          <p className="mt-3 text-laporan text-text-2 min-[1000px]:hidden">{t('about')}</p>
          <Form method="post" className="mt-6 flex flex-col gap-4" noValidate>
            <input type="hidden" name="to" value={to ?? ''} />
            {answer?.detail && (
              <p role="alert" className="flex gap-2 rounded-[5px] border border-warn-line bg-warn-tint px-3 py-2">
                <StateGlyph name="warn" className="mt-[3px]" />
                <span>{answer.detail}</span>
              </p>
            )}
            <Field label={t('email')} error={answer?.missing.email && t('emailMissing')}>
              <Input
                type="email"
                name="email"
                autoComplete="username"
                autoFocus
                required
                defaultValue={answer?.email}
                className="h-10!"
              />
            </Field>
            <Field label={t('password')} error={answer?.missing.password && t('passwordMissing')}>
              <Input type="password" name="password" autoComplete="current-password" required className="h-10!" />
            </Field>
            <Button type="submit" variant="filled" className="h-10!" aria-disabled={busy}>
              {busy ? t('waiting') : t('submit')}
            </Button>
          </Form>
          <p className="mt-4 text-kecil text-text-2">{t('forgotten')}</p>
          <Languages to={to} />
        </div>
      </main>
    </div>
  )
}

/** The nation as cecek on the ground of the rail: what the desk watches over. */
function Nation() {
  const t = useTexts(signInTexts)
  return (
    <section
      aria-label="Siaga"
      className="hidden flex-col justify-between gap-10 bg-rail p-12 text-rail-on min-[1000px]:flex"
    >
      <div className="flex items-center gap-3">
        <Logo size={36} />
        <span className="text-judul-laporan">Siaga</span>
      </div>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${nationalDots.width} ${nationalDots.height}`}
        className="w-full text-rail-text"
      >
        <path d={pathOf(nationalDots.dots, disc(1.45))} fill="currentColor" opacity=".55" />
      </svg>
      <p className="max-w-[30ch] text-judul-1 font-normal text-balance">{t('about')}</p>
    </section>
  )
}

function Languages({ to }: { to: string | null }) {
  const t = useTexts(signInTexts)
  const locale = useLocale()
  const back = to ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in'
  return (
    <Form
      method="post"
      action="/preferences"
      aria-label={t('language')}
      className="mt-8 flex gap-4 border-t border-line-2 pt-4 text-kecil"
    >
      <input type="hidden" name="to" value={back} />
      {(['id', 'en'] as const).map((code) => (
        <button
          key={code}
          type="submit"
          name="locale"
          value={code}
          lang={code}
          aria-pressed={locale === code}
          className={cx(
            'min-h-6 rounded-[3px]',
            locale === code ? 'font-semibold text-text' : 'text-link underline underline-offset-2',
          )}
        >
          {t(code === 'id' ? 'indonesian' : 'english')}
        </button>
      ))}
    </Form>
  )
}
