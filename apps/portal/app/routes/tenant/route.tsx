import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { EmptyState, TextLink, useLocale, useTexts, zoneName } from '@siaga/ui'
import { ListChecks, Phone } from 'lucide-react'
import { Door, Doors } from '../../parts/doors.tsx'
import { Page } from '../../parts/page.tsx'
import { usePromise } from '../../parts/promise.ts'
import { ServiceIcon } from '../../parts/service-icon.tsx'
import { callOf } from '../../server/call.server.ts'
import { atEdge } from '../../server/edge.server.ts'
import { portalTenant } from '../../server/portal-tenant.server.ts'
import { tenantTexts } from './tenant.texts.ts'

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  atEdge(context, () => portalTenant(callOf(context), params.tenant ?? ''))

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.tenant.name }] : [{ title: 'Siaga' }]

type Service = ReturnType<typeof useLoaderData<typeof loader>>['services'][number]

export default function TenantPage() {
  const t = useTexts(tenantTexts)
  const promise = usePromise()
  const { tenant, services } = useLoaderData<typeof loader>()
  const hours = useHours(tenant.timeZone)
  const main = services.find((service) => !service.emergency) ?? services[0]
  const phones = services.flatMap((service) => service.numbers.map((number) => ({ number, service })))
  return (
    <Page
      tenant={tenant}
      hours={main && <FooterHours service={main} words={hours(main, 'sentence')} />}
      open={main?.open ?? true}
    >
      <div className="flex flex-col gap-6">
        <h1 className="text-judul-laporan">{t('title')}</h1>
        {services.length === 0 && (
          <EmptyState title={t('none')} action={<TextLink to="/">{t('others')}</TextLink>}>
            {t('noneHelp')}
          </EmptyState>
        )}
        <Doors label={t('doors')}>
          {services
            .filter((service) => service.hasForm)
            .map((service) => (
              <Door
                key={service.slug}
                to={`/${tenant.slug}/${service.slug}`}
                icon={<ServiceIcon name={service.icon} />}
                title={service.name}
                line={service.description}
              >
                <span className="mt-1 block text-[15px]/[21px] font-medium">
                  {promise(service.promise, service.emergency)}
                </span>
              </Door>
            ))}
          <Door to="/track" icon={<ListChecks strokeWidth={1.75} />} title={t('track')} line={t('trackHelp')} />
        </Doors>
        {phones.length > 0 && (
          <section aria-labelledby="phones">
            <h2 id="phones" className="mb-2 text-judul-2">
              {t('byPhone')}
            </h2>
            <Doors>
              {phones.map(({ number, service }) => (
                <Door
                  key={number + service.slug}
                  to={telephone(number)}
                  icon={<Phone strokeWidth={1.75} />}
                  title={t('call', { number })}
                  line={`${service.name}, ${hours(service, 'phrase')}`}
                />
              ))}
            </Doors>
          </section>
        )}
      </div>
    </Page>
  )
}

const telephone = (number: string) => `tel:${number.replaceAll(' ', '')}`

function FooterHours({ service, words }: { service: Service; words: string }) {
  const t = useTexts(tenantTexts)
  const number = service.numbers[0]
  return (
    <span>
      {words}.{' '}
      {number && (
        <a href={telephone(number)} className="inline-block py-3 text-link underline underline-offset-2">
          {t('call', { number })}
        </a>
      )}
    </span>
  )
}

/** Today's hours as a sentence of their own or as the end of one. */
function useHours(timeZone: string) {
  const t = useTexts(tenantTexts)
  const locale = useLocale()
  return ({ opening }: Service, form: 'sentence' | 'phrase') => {
    const sentence = form === 'sentence'
    if (opening.kind === 'always') return t(sentence ? 'openAlways' : 'always')
    if (opening.kind === 'closed') return t(sentence ? 'closedNow' : 'closed')
    const time = `${locale === 'id' ? opening.time.replace(':', '.') : opening.time} ${zoneName(timeZone)}`
    return t(sentence ? 'openUntil' : 'until', { time })
  }
}
