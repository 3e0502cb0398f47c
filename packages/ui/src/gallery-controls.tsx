import { Copy, Search, SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { Checkbox, NumberedChoice, Radio, Segmented } from './choice.tsx'
import { CommandPalette } from './command-palette.tsx'
import { ConfirmDialog, DialogPreview } from './dialog.tsx'
import { EmptyState } from './empty-state.tsx'
import { ErrorState, Notice } from './error-state.tsx'
import { Field } from './field.tsx'
import { FileInput } from './file-input.tsx'
import { FilterPill } from './filter-pill.tsx'
import { StateGlyph } from './glyph.tsx'
import { Input, Select, Textarea } from './input.tsx'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from './menu.tsx'
import { Popover } from './popover.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { ToastCard, useToast } from './toast.tsx'

/** Samples stand in Indonesian: they are example content, not interface. */
export function Caption({ children }: { children: ReactNode }) {
  return <p className="mb-1.5 text-mikro text-text-2">{children}</p>
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const
const nothing = () => {}

export function GalleryControls() {
  const [all, setAll] = useState(true)
  return (
    <div>
      <Caption>Tombol: biasa, nonaktif dengan alasan. Tinggi 32, 28, 24.</Caption>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="filled" kbd="Ctrl ↵">
          Kirim
        </Button>
        <Button disabledReason="Isi pesan dulu">Kirim</Button>
        <Button kbd="A">Alihkan</Button>
        <Button variant="quiet">Templat</Button>
        <Button variant="life" kbd="Ctrl ↵" icon={<StateGlyph name="life" colour="inherit" />}>
          Kirim 3 unit
        </Button>
        <Button size={28}>Tinjau 2</Button>
        <Button size={24} kbd="1">
          Sisipkan
        </Button>
        <IconButton label="Saring" keys="F" variant="outlined">
          <SlidersHorizontal {...icon} />
        </IconButton>
        <IconButton label="Salin nomor" size={28} variant="outlined">
          <Copy {...icon} />
        </IconButton>
        <FilterPill on={all} onClick={() => setAll(!all)}>
          Hari ini
        </FilterPill>
        <FilterPill>7 hari</FilterPill>
      </div>
    </div>
  )
}

export function GalleryFields({ id }: { id: string }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="Biasa">
          <Input defaultValue="Jl. Sam Ratulangi 88" />
        </Field>
        <Field label="Cari" hideLabel={false}>
          <Input icon={<Search {...icon} />} placeholder="Cari di infobase" />
        </Field>
        <Field label="Hanya baca">
          <Input readOnly defaultValue="71.71.07" />
        </Field>
        <Field label="Kosong" optional>
          <Input placeholder="Tanyakan bila bisa" />
        </Field>
        <Field label="Nomor balik" error="Kurang 3 angka. Contoh: 0812-4455-667" className="sm:col-span-2">
          <Input defaultValue="0812-44" inputMode="tel" />
        </Field>
        <Field label="Kategori">
          <Select defaultValue="a">
            <option value="a">Penolakan pasien di IGD</option>
            <option value="b">Obat kosong</option>
          </Select>
        </Field>
        <Field label="Fasilitas">
          <Select look="underline" defaultValue="a">
            <option value="a">RS Mitra Sehat Kendal</option>
          </Select>
        </Field>
        <Field label="Lampiran" help="PDF atau foto, paling besar 10 MB">
          <FileInput multiple />
        </Field>
        <Field label="Catatan" className="sm:col-span-3">
          <Textarea rows={2} defaultValue="Ada 2 tempat tidur kelas 2." />
        </Field>
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <Checkbox label="Ingat di peranti ini" defaultChecked />
        <Radio name={`${id}-r`} label="Telepon" defaultChecked />
        <Radio name={`${id}-r`} label="WhatsApp" />
      </div>
      <div className="flex flex-wrap gap-3">
        <Segmented
          name={`${id}-breath`}
          label="Apakah masih bernapas?"
          defaultValue="no"
          options={[
            { value: 'yes', label: 'Ya', keys: 'Y' },
            { value: 'no', label: 'Tidak', keys: 'T', life: true },
            { value: 'unknown', label: 'Tidak tahu', keys: 'X' },
          ]}
        />
        <NumberedChoice
          name={`${id}-kind`}
          label="Kejadian"
          defaultValue="1"
          options={[
            { value: '1', label: 'Medis', keys: '1' },
            { value: '2', label: 'Kebakaran', keys: '2' },
            { value: '3', label: 'Kecelakaan', keys: '3' },
          ]}
        />
      </div>
    </div>
  )
}

export function GalleryOverlays() {
  const toast = useToast()
  const [open, setOpen] = useState<'confirm' | 'palette' | 'keys' | null>(null)
  const [theme, setTheme] = useState('light')
  const close = () => setOpen(null)
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-2 sm:grid-cols-2">
        <EmptyState
          title="Belum ada percakapan untuk Anda"
          action={
            <Button variant="filled" kbd="N">
              Ambil berikutnya
            </Button>
          }
        >
          12 percakapan menunggu di antrean, terlama 9 menit.
        </EmptyState>
        <ErrorState
          title="Pesan belum terkirim"
          code="131047"
          actions={
            <>
              <Button>Pilih templat</Button>
              <Button variant="quiet">Kirim SMS</Button>
            </>
          }
        >
          WhatsApp menolak: jendela 24 jam sudah tutup.
        </ErrorState>
      </div>
      <Notice actions={<Button size={24}>Buka</Button>}>3 tenggat lewat hari ini di unit Anda</Notice>
      <ToastCard message="Tiket 112-3374-2026-000123 diselesaikan" undo={nothing} onClose={nothing} />
      <DialogPreview
        title="Serahkan insiden ke Kabupaten Minahasa?"
        consequence="Lokasi pelapor 1,2 km di luar batas kota. Catatan dan rekaman ikut diserahkan dan tercatat di kedua pihak."
        actions={
          <>
            <Button kbd="Esc">Batal</Button>
            <Button variant="filled" kbd="↵">
              Serahkan
            </Button>
          </>
        }
      />
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => toast.show({ message: 'Tiket diselesaikan', undo: nothing })}>Toast</Button>
        <Button onClick={() => setOpen('confirm')}>Dialog</Button>
        <Button kbd="Ctrl K" onClick={() => setOpen('palette')}>
          Perintah
        </Button>
        <Button kbd="?" onClick={() => setOpen('keys')}>
          Pintasan
        </Button>
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem keys="A">Alihkan</MenuItem>
          <MenuItem keys="E">Selesaikan</MenuItem>
          <MenuSeparator />
          <MenuChoice
            label="Tema"
            value={theme}
            onValueChange={setTheme}
            options={[
              { value: 'light', label: 'Terang' },
              { value: 'dark', label: 'Gelap' },
            ]}
          />
        </Menu>
        <Popover label="Keterangan" trigger={<Button>Popover</Button>}>
          Tenggat dihitung dalam hari kerja.
        </Popover>
      </div>
      <ConfirmDialog
        open={open === 'confirm'}
        onOpenChange={close}
        title="Serahkan insiden ke Kabupaten Minahasa?"
        consequence="Catatan dan rekaman ikut diserahkan dan tercatat di kedua pihak."
        confirmLabel="Serahkan"
        onConfirm={close}
        irreversible
      />
      <CommandPalette
        open={open === 'palette'}
        onOpenChange={close}
        items={[
          { id: 'inbox', label: 'Kotak masuk', group: 'Buka', run: nothing },
          { id: 'roster', label: 'Jadwal', group: 'Buka', hint: 'sif minggu ini', run: nothing },
          { id: 'note', label: 'Catatan internal', group: 'Percakapan', keys: 'C', run: nothing },
        ]}
      />
      <ShortcutsDialog
        open={open === 'keys'}
        onOpenChange={close}
        groups={[
          {
            title: 'Daftar',
            items: [
              { keys: 'J, K', label: 'pindah' },
              { keys: '↵', label: 'buka' },
            ],
          },
        ]}
      />
    </div>
  )
}
