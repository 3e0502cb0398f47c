import {
  Button,
  Checkbox,
  Field,
  FieldError,
  Input,
  Notice,
  Panel,
  percent,
  StateGlyph,
  Table,
  Td,
  Th,
  Tr,
  useLocale,
  useTexts,
} from '@siaga/ui'
import { Volume2 } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { type AlertKind, alertKinds, sounds } from '../notices/alert-rules.ts'
import { type DesktopState, desktopState, tellDesktop } from '../notices/desktop.ts'
import { kindTexts } from '../notices/notices.texts.ts'
import { useNotices } from '../notices/notices-provider.tsx'
import { fieldErrors } from '../settings/field-errors.ts'
import { useSettingsAct } from '../settings/use-settings-act.ts'
import { noticePreferencesTexts } from './notice-preferences.texts.ts'
import type { action } from './route.tsx'

type Saved = {
  version: number
  preferences: {
    volume: number
    kinds: Record<string, { sound: boolean; desktop: boolean }>
    quiet: { from: string; to: string } | null
  }
}

/** How somebody wants to hear of what; a page that was overtaken says so and keeps what was chosen. */
export function NoticePreferences({ saved }: { saved: Saved }) {
  const t = useTexts(noticePreferencesTexts)
  const notices = useNotices()
  const { fetcher, busy, refused, count } = useSettingsAct<typeof action>('notices', { done: t('saved') })
  const [volume, setVolume] = useState(saved.preferences.volume)
  const refreshAll = useRef(notices?.refreshAll)
  refreshAll.current = notices?.refreshAll
  useEffect(() => {
    if (count > 0) void refreshAll.current?.()
  }, [count])
  return (
    <Panel title={t('title')}>
      <fetcher.Form id="suara" method="post" className="flex scroll-mt-4 flex-col gap-4">
        <input type="hidden" name="intent" value="notices" />
        <input type="hidden" name="version" value={saved.version} />
        {refused && !refused.problem.errors && <Notice>{refused.problem.detail}</Notice>}
        <Volume value={volume} onChange={setVolume} />
        <Kinds kinds={saved.preferences.kinds} />
        <QuietHours quiet={saved.preferences.quiet} error={fieldErrors(refused).quiet} />
        <div>
          <Button type="submit" variant="filled" disabled={busy}>
            {t('save')}
          </Button>
        </div>
      </fetcher.Form>
      <hr className="my-4 border-line" />
      <TryOut volume={volume} />
      <hr className="my-4 border-line" />
      <Desktop />
    </Panel>
  )
}

/** The browser's own track is white in the dark. */
const slider = [
  'h-6 w-64 cursor-pointer appearance-none rounded-[3px] bg-transparent',
  '[&::-webkit-slider-runnable-track]:h-1.5 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-ctl',
  '[&::-webkit-slider-thumb]:-mt-[5px] [&::-webkit-slider-thumb]:size-4 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent',
  '[&::-moz-range-track]:h-1.5 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-ctl',
  '[&::-moz-range-thumb]:size-4 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent',
].join(' ')

function Volume({ value, onChange }: { value: number; onChange(value: number): void }) {
  const t = useTexts(noticePreferencesTexts)
  const locale = useLocale()
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-kecil font-medium text-text-2">
        {t('volume')}
      </label>
      <div className="flex items-center gap-3">
        <input
          id={id}
          name="volume"
          type="range"
          min={0}
          max={100}
          step={5}
          value={value}
          aria-describedby={`${id}-help`}
          aria-valuetext={value === 0 ? t('volumeOff') : percent(locale, value / 100, 0)}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
          className={slider}
        />
        <output className="tabular">{value === 0 ? t('volumeOff') : percent(locale, value / 100, 0)}</output>
      </div>
      <p id={`${id}-help`} className="text-kecil text-text-2">
        {t('volumeHelp')}
      </p>
    </div>
  )
}

function Kinds({ kinds }: { kinds: Saved['preferences']['kinds'] }) {
  const t = useTexts(noticePreferencesTexts)
  const words = useTexts(kindTexts)
  const box = (way: 'sound' | 'desktop', kind: AlertKind, label: string) => (
    <Td className="w-24 text-center">
      <Checkbox
        className="justify-center"
        label={<span className="sr-only">{label}</span>}
        name={`${way}-${kind}`}
        defaultChecked={kinds[kind]?.[way] ?? false}
      />
    </Td>
  )
  return (
    <div className="relative rounded-[5px] border border-line-2">
      <Table
        caption={t('caption')}
        head={
          <>
            <Th>{t('what')}</Th>
            <Th className="text-center">{t('sound')}</Th>
            <Th className="text-center">{t('desktop')}</Th>
          </>
        }
      >
        {alertKinds.map((kind) => (
          <Tr key={kind}>
            <Td heading>
              <span className="flex items-center gap-2 font-normal">
                {kind === 'p1' && <StateGlyph name="life" />}
                {words(kind)}
              </span>
            </Td>
            {box('sound', kind, t('soundOf', { kind: words(kind) }))}
            {box('desktop', kind, t('desktopOf', { kind: words(kind) }))}
          </Tr>
        ))}
      </Table>
    </div>
  )
}

function QuietHours({ quiet, error }: { quiet: Saved['preferences']['quiet']; error: string | undefined }) {
  const t = useTexts(noticePreferencesTexts)
  const [on, setOn] = useState(quiet !== null)
  return (
    <div className="flex flex-col gap-2">
      <Checkbox
        name="quiet"
        label={t('quiet')}
        help={t('quietHelp')}
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      {on && (
        <div className="flex flex-wrap gap-3 pl-6">
          <Field label={t('from')} className="w-32">
            <Input type="time" name="quietFrom" defaultValue={quiet?.from ?? '22:00'} />
          </Field>
          <Field label={t('to')} className="w-32">
            <Input type="time" name="quietTo" defaultValue={quiet?.to ?? '06:00'} />
          </Field>
        </div>
      )}
      {error && <FieldError>{error}</FieldError>}
    </div>
  )
}

function TryOut({ volume }: { volume: number }) {
  const t = useTexts(noticePreferencesTexts)
  const notices = useNotices()
  const state = notices?.sound ?? 'starting'
  const word = { ready: 'soundReady', elsewhere: 'soundElsewhere', locked: 'soundLocked' } as const
  return (
    <section aria-label={t('sounds')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('sounds')}</h3>
      <p className="text-kecil text-text-2">{t('soundsHelp')}</p>
      <ul className="flex flex-col gap-2">
        {sounds.map((sound) => (
          <li key={sound} className="flex flex-wrap items-center gap-3">
            <Button
              size={28}
              className="w-44"
              disabled={volume === 0}
              icon={<Volume2 aria-hidden="true" size={16} strokeWidth={1.75} />}
              onClick={() => notices?.tryOut(sound, volume)}
            >
              {t('try', { sound: t(sound) })}
            </Button>
            <span className="text-text-2">{t(`${sound}Is`)}</span>
          </li>
        ))}
      </ul>
      {state !== 'starting' && (
        <p className="flex items-center gap-1.5 text-kecil text-text-2">
          <StateGlyph name={state === 'locked' ? 'warno' : 'check'} />
          {t(word[state])}
        </p>
      )}
    </section>
  )
}

const permissionWords = {
  granted: 'desktopGranted',
  denied: 'desktopDenied',
  default: 'desktopDefault',
  unsupported: 'desktopUnsupported',
} as const

function Desktop() {
  const t = useTexts(noticePreferencesTexts)
  const words = useTexts(kindTexts)
  const [state, setState] = useState<DesktopState | null>(null)
  useEffect(() => setState(desktopState()), [])
  const ask = async () => {
    await Notification.requestPermission()
    setState(desktopState())
  }
  const example = () =>
    tellDesktop({ tag: 'example', title: words('assigned'), body: '112-3374-2026-000123', onOpen: () => undefined })
  return (
    <section aria-label={t('desktopTitle')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('desktopTitle')}</h3>
      <p className="text-kecil text-text-2">{t('desktopHelp')}</p>
      {state && (
        <div className="flex flex-wrap items-center gap-3">
          <span className="flex items-center gap-1.5">
            <StateGlyph name={state === 'granted' ? 'check' : state === 'denied' ? 'warno' : 'todo'} />
            {t(permissionWords[state])}
          </span>
          {state === 'default' && (
            <Button size={28} onClick={() => void ask()}>
              {t('desktopAsk')}
            </Button>
          )}
          {state === 'granted' && (
            <Button size={28} onClick={example}>
              {t('desktopTry')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
