import { createCannedReply } from '@siaga/conversations'
import type { Ctx } from '@siaga/db'

const replies = [
  {
    shortcut: 'terima',
    title: 'Terima kasih, sedang diperiksa',
    text: 'Selamat siang, Bapak/Ibu {nama}. Terima kasih, laporan Anda kami catat dengan nomor {nomor} dan sedang kami periksa.\n\n{petugas}, {instansi}',
  },
  {
    shortcut: 'alamat',
    title: 'Minta alamat lengkap',
    text: 'Agar petugas dapat menemukan lokasi, mohon sebutkan alamat lengkap beserta patokan terdekat. Nomor tiket Anda {nomor}.',
  },
  {
    shortcut: 'selesai',
    title: 'Sudah ditangani',
    text: 'Laporan {nomor} tentang {judul} sudah ditangani. Bila belum selesai, balas pesan ini dalam 7 hari dan tiket dibuka kembali.',
  },
  {
    shortcut: 'foto',
    title: 'Minta foto',
    text: 'Mohon kirim foto kejadian agar dapat kami teruskan ke unit yang menangani {kategori}.',
  },
]

/** Answers that every demo desk has ready. */
export async function writeCannedReplies(ctx: Ctx): Promise<void> {
  for (const reply of replies) await createCannedReply(ctx, { serviceId: null, ...reply })
}
