import { ArrowUpRight, PhoneIncoming } from 'lucide-react'
import { Avatar } from './avatar.tsx'
import { CASE_STATES, CaseStateChip } from './case-state.tsx'
import { Chip } from './chip.tsx'
import { Clock, WallClock } from './clock.tsx'
import { Count } from './count.tsx'
import { Figure, FigureRow } from './figure.tsx'
import { Caption } from './gallery-controls.tsx'
import { Block } from './gallery-tokens.tsx'
import { GLYPH_NAMES, type GlyphName, StateGlyph } from './glyph.tsx'
import { InboxRow } from './inbox-row.tsx'
import { useTexts } from './locale.tsx'
import { MessageBubble } from './message-bubble.tsx'
import { Panel } from './panel.tsx'
import { PriorityChip } from './priority.tsx'
import { Progress } from './progress.tsx'
import { RatioBar } from './ratio-bar.tsx'
import { PresencePill } from './shell-parts.tsx'
import { Skeleton } from './skeleton.tsx'
import { Sparkline } from './sparkline.tsx'
import { Stations } from './stations.tsx'
import { Table, Td, Th, Tr } from './table.tsx'
import { LinkTabs } from './tabs.tsx'
import { TenantSquare } from './tenant-square.tsx'
import { defineTexts } from './texts.ts'
import { CallCard, DayDivider, EventLine } from './thread.tsx'
import { TimeRibbon } from './time-ribbon.tsx'
import { WindowRibbon } from './window-ribbon.tsx'

const glyphTexts = defineTexts({
  todo: { id: 'belum', en: 'not yet' },
  half: { id: 'berjalan', en: 'in progress' },
  now: { id: 'di sini sekarang', en: 'here, now' },
  done: { id: 'dilewati', en: 'passed' },
  check: { id: 'beres', en: 'met' },
  warno: { id: 'mendekati batas', en: 'close to a limit' },
  warn: { id: 'melewati batas', en: 'past a limit' },
  life: { id: 'jiwa terancam', en: 'life at stake' },
  closed: { id: 'ditutup', en: 'closed' },
  unk: { id: 'tidak diketahui', en: 'unknown' },
  off: { id: 'nonaktif', en: 'out of service' },
  glyphs: { id: 'Bentuk keadaan', en: 'State glyphs' },
  chain: { id: 'Rantai: titik pada garis', en: 'Stations on a line' },
})

const MINUTE = 60_000
/** Frozen, so that the page always looks the same. */
const NOW = Date.parse('2026-11-20T16:39:00+07:00')
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

export function GalleryStates() {
  const t = useTexts(glyphTexts)
  return (
    <>
      <Block title={t('glyphs')}>
        <ul className="grid grid-cols-3 gap-2">
          {GLYPH_NAMES.map((name) => (
            <li key={name} className="flex items-center gap-2">
              <StateGlyph name={name} size={14} />
              {t(name)}
            </li>
          ))}
        </ul>
      </Block>
      <Block title={t('chain')}>
        <Stations
          label="AMB-02"
          stations={[
            { key: 'sent', label: 'Dikirim', state: 'passed', stamp: '21.44' },
            { key: 'way', label: 'Menuju', state: 'passed', stamp: '21.45' },
            { key: 'there', label: 'Lokasi', state: 'current', stamp: '21.49' },
            { key: 'hospital', label: 'Ke RS', state: 'future' },
            { key: 'at', label: 'Di RS', state: 'skipped' },
            { key: 'free', label: 'Siap', state: 'future' },
          ]}
        />
      </Block>
    </>
  )
}

export function GalleryData() {
  const due = (minutes: number, total: number) => ({
    startedAt: NOW + (minutes - total) * MINUTE,
    dueAt: NOW + minutes * MINUTE,
    now: NOW,
  })
  return (
    <div className="flex flex-col gap-4">
      <div>
        <Caption>Lencana: bentuk dan kata, warna hanya mengulang</Caption>
        <div className="flex flex-wrap items-center gap-1.5">
          <PriorityChip priority="P1" />
          <PriorityChip priority="P2" />
          <PriorityChip priority="P3" />
          {CASE_STATES.map((state) => (
            <CaseStateChip key={state} state={state} />
          ))}
          <Chip>Pengaduan</Chip>
          <PriorityChip priority="P1" compact />
          <PriorityChip priority="P2" compact />
          <PriorityChip priority="P3" compact />
          <span className="inline-flex gap-1 rounded-[5px] bg-rail p-1">
            <Count value={12} />
            <Count value={2} life />
          </span>
          <Avatar name="Dewi Anggraini" />
          <Avatar name="Ratna Wulandari" shape="square" size={40} />
          <TenantSquare name="Kementerian Kesehatan" />
          <PresencePill presence="calling" />
        </div>
      </div>
      <div>
        <Caption>Pita waktu: berjalan, mendekati, lewat, jiwa, terpenuhi</Caption>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          <TimeRibbon {...due(34, 60)} verb="Balas" ticks={4} />
          <TimeRibbon {...due(4, 60)} />
          <TimeRibbon {...due(-6, 60)} />
          <TimeRibbon startedAt={NOW - 3 * MINUTE} dueAt={NOW - 38_000} now={NOW} life />
          <TimeRibbon {...due(10, 60)} metAt={NOW} detail />
        </div>
        <div className="mt-3 flex flex-wrap items-center gap-5">
          <WindowRibbon closesAt={NOW + 20 * 60 * MINUTE} now={NOW} />
          <WindowRibbon closesAt={NOW - 1} now={NOW} />
          <Clock since={NOW - 252_000} now={NOW} />
          <WallClock now={NOW} seconds />
        </div>
      </div>
      <UnitTable />
      <FigureRow label="Hari ini">
        <Figure label="Panggilan masuk" value="41.286" formula="+3,1 % dari Jumat lalu" />
        <Figure label="Dijawab ≤ 15 dtk" value="91,3 %" formula="37.694 ÷ 41.286, target 90 %" />
        <Figure label="Respons, median" value="—" formula="belum ada data" />
      </FigureRow>
      <Panel title="Per jam" meta="24 jam">
        <div className="flex flex-wrap items-center gap-5">
          <Sparkline label="Panggilan per jam, naik sore hari" values={[3, 4, 3, 6, 5, 7, 8, 7, 9, 8, 10, 9]} />
          <Sparkline
            label="Panggilan per jam, tidak ada data sejak 12.40"
            values={[3, 5, 4, 7, 6, 8, 7, 9, null, null, null]}
          />
          <span className="inline-flex items-center gap-2">
            71,4 % <RatioBar value={0.714} target={0.9} />
          </span>
        </div>
        <Progress className="mt-3" label="Mengirim survei" done={412} total={28_431} />
        <Skeleton className="mt-3 h-4 w-1/2" />
      </Panel>
    </div>
  )
}

const UNITS: [string, string, GlyphName, string, string, ('selected' | 'life' | 'inactive')?][] = [
  ['AMB-01', 'Ambulans BLS', 'todo', 'Siap', '12.40'],
  ['AMB-02', 'Ambulans ALS', 'now', 'Menuju', '1.47', 'selected'],
  ['DMK-03', 'Damkar 3.000 L', 'warno', 'Belum jalan', '3.19'],
  ['#2640', 'Henti napas', 'life', 'Belum ada unit', '1.38', 'life'],
  ['AMB-04', 'Ambulans BLS', 'off', 'Nonaktif, bengkel', '2 hr', 'inactive'],
]

function UnitTable() {
  return (
    <div className="rounded-[5px] border border-line-2 bg-surface">
      <Table
        caption="Unit"
        head={
          <>
            <Th>Unit</Th>
            <Th>Jenis</Th>
            <Th>Keadaan</Th>
            <Th numeric sort="descending" onSort={() => {}}>
              Sejak
            </Th>
          </>
        }
      >
        {UNITS.map(([unit, kind, glyph, words, since, state]) => (
          <Tr key={unit} state={state}>
            <Td heading>{unit}</Td>
            <Td>{kind}</Td>
            <Td>
              <span className="inline-flex items-center gap-1.5">
                <StateGlyph name={glyph} colour={glyph === 'todo' ? 'ok' : undefined} />
                {words}
              </span>
            </Td>
            <Td numeric>{since}</Td>
          </Tr>
        ))}
      </Table>
    </div>
  )
}

export function GalleryThread() {
  const due = (minutes: number) => ({
    startedAt: NOW - 56 * MINUTE,
    dueAt: NOW + minutes * MINUTE,
    now: NOW,
    verb: 'Balas',
  })
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[344px_minmax(0,1fr)]">
      <div className="rounded-[5px] border border-line-2 bg-surface">
        <LinkTabs
          label="Kotak masuk"
          items={[
            { to: '#mine', label: 'Milik saya', count: 14, active: true },
            { to: '#free', label: 'Belum diambil', count: 12 },
            { to: '#all', label: 'Semua', count: 148 },
          ]}
        />
        <InboxRow
          to="#1"
          channel="whatsapp"
          name="Daeng Mallarangeng"
          at="15.47"
          snippet="Foto · struk apotek, harga obat dua kali HET"
          type="Pengaduan"
          due={due(-6)}
          unread
        />
        <InboxRow
          to="#2"
          channel="whatsapp"
          name="Ratna Wulandari"
          at="16.28"
          snippet="Belum ada yang datang ke ibu saya. Saya telepon saja ya?"
          type="Pengaduan"
          due={due(4)}
          selected
        />
        <InboxRow
          to="#3"
          channel="sms"
          name="0857-••••-3310"
          at="16.20"
          snippet="Obat TBC di puskesmas kosong sdh 2 minggu"
          type="Pengaduan"
          due={due(34)}
          unread
        />
        <InboxRow
          to="#4"
          channel="chat"
          name="Yohana Tefa"
          at="16.12"
          snippet="Terima kasih, kartu BPJS bayi saya sudah aktif."
          type="Informasi"
          due={{ ...due(34), metAt: NOW }}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        <DayDivider>Jumat, 20 November 2026</DayDivider>
        <MessageBubble
          from="citizen"
          at="14.12"
          channel="WhatsApp"
          attachments={[{ name: 'surat-keterangan-IGD.jpg', bytes: 421_888, mime: 'image/jpeg' }]}
        >
          Masih di IGD, sudah diberi oksigen.
        </MessageBubble>
        <MessageBubble from="own" at="14.09" delivery={{ state: 'read', at: '14.10' }}>
          Selamat siang, Bu Ratna. Apakah Ibu masih di IGD sekarang?
        </MessageBubble>
        <EventLine icon={<ArrowUpRight {...icon} size={14} />} at="14.15">
          <b>Dewi</b> mengeskalasi ke Dit. Pelayanan Rujukan
        </EventLine>
        <MessageBubble from="note" at="14.52" author="Arif Setiawan">
          RS sudah dihubungi. Ada 2 tempat tidur kelas 2.
        </MessageBubble>
        <MessageBubble from="own" at="15.02" delivery={{ state: 'failed', reason: 'jendela 24 jam sudah tutup' }}>
          Apakah sudah ada kabar?
        </MessageBubble>
        <CallCard
          live
          icon={<PhoneIncoming {...icon} size={20} />}
          title="Panggilan berlangsung 3.27"
          meta="Masuk 16.36 · menunggu 6 detik · direkam"
        />
        <Stations
          direction="vertical"
          label="Tiket"
          stations={[
            { key: 'in', label: 'Diterima', state: 'passed', stamp: 'Jum 20 Nov 14.07 lewat WhatsApp' },
            { key: 'now', label: 'Sedang diproses', state: 'current', stamp: 'Jawaban paling lambat Jum 27 Nov' },
            { key: 'end', label: 'Selesai', state: 'future', stamp: 'Anda yang memastikan' },
          ]}
        />
      </div>
    </div>
  )
}
