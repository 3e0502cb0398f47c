/** What citizens wrote and how it was answered; each story belongs to a category of its service type. */
export type Story = {
  category: string
  subject: string
  body: string
  place?: string
  answer: string
  outcome: string
  class?: 'normal' | 'information' | 'prank'
}

const emergency: Story[] = [
  {
    category: 'fire',
    subject: 'Asap tebal dari rumah kosong',
    body: 'Ada asap tebal dari rumah kosong di belakang masjid, api mulai kelihatan di atap. Warga sudah menyiram tapi tidak cukup.',
    place: 'Belakang Masjid Al Ikhlas',
    answer:
      'Laporan kami terima, satu regu pemadam sudah berangkat. Mohon warga menjauh dari rumah itu dan beri jalan untuk mobil pemadam.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'fire',
    subject: 'Korsleting di pasar',
    body: 'Kabel di lapak ujung pasar mengeluarkan percikan dan bau terbakar. Pedagang takut, listrik belum dimatikan.',
    place: 'Pasar, pintu timur',
    answer: 'PLN dan pemadam sudah kami hubungi. Jangan sentuh kabel dan kosongkan lapak di sekitarnya.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'accident',
    subject: 'Motor dan mobil bertabrakan',
    body: 'Motor tertabrak mobil pikap di tikungan, pengendara motor sadar tapi kakinya berdarah banyak. Lalu lintas macet.',
    place: 'Tikungan dekat SPBU',
    answer: 'Ambulans menuju lokasi. Tekan luka dengan kain bersih dan jangan pindahkan korban sampai petugas tiba.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'accident',
    subject: 'Truk mogok di jalan menanjak',
    body: 'Truk mogok di tanjakan dan mundur sedikit demi sedikit, berbahaya untuk yang di belakang.',
    place: 'Tanjakan Gombel',
    answer: 'Petugas lalu lintas sudah di jalan. Terima kasih sudah memberi tahu kami.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'medical',
    subject: 'Bapak sesak napas',
    body: 'Bapak saya 68 tahun sesak napas sejak subuh, bibirnya mulai kebiruan. Kami tidak punya kendaraan.',
    answer:
      'Ambulans berangkat sekarang. Dudukkan Bapak setengah tegak, longgarkan baju, dan buka pintu agar petugas mudah masuk.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'medical',
    subject: 'Lansia jatuh di kamar mandi',
    body: 'Nenek tetangga jatuh di kamar mandi, pinggulnya sakit sekali dan tidak bisa berdiri.',
    answer: 'Tim medis menuju alamat Anda. Jangan angkat Nenek, selimuti dan temani sampai kami datang.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'natural_disaster',
    subject: 'Air sungai naik ke jalan',
    body: 'Air sungai sudah naik ke jalan kampung, kira-kira selutut, dan masih hujan. Ada beberapa lansia di sini.',
    place: 'Bantaran sungai RT 4',
    answer:
      'BPBD sudah menyiapkan perahu dan tempat mengungsi di balai kelurahan. Matikan listrik dan bawa obat yang perlu.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'natural_disaster',
    subject: 'Pohon besar tumbang menutup jalan',
    body: 'Pohon besar tumbang menutup kedua jalur, ada kabel yang ikut putus.',
    place: 'Depan kantor kelurahan',
    answer: 'Petugas pertamanan dan PLN menuju lokasi. Jangan dekati kabel yang putus.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'security',
    subject: 'Orang mencurigakan di gudang',
    body: 'Ada dua orang mencoba membuka gudang di ujung gang, kami tidak berani mendekat.',
    place: 'Gudang ujung gang',
    answer: 'Laporan sudah diteruskan ke kepolisian sektor. Tetap di dalam rumah dan catat ciri-cirinya bila aman.',
    outcome: 'referred',
  },
  {
    category: 'riot',
    subject: 'Keributan antarpemuda',
    body: 'Ada keributan antarpemuda di lapangan, sudah saling lempar batu.',
    place: 'Lapangan bola',
    answer: 'Satpol PP dan kepolisian sudah menuju lapangan. Mohon warga menjauh.',
    outcome: 'referred',
  },
  {
    category: 'other',
    subject: 'Ular masuk rumah',
    body: 'Ada ular sepanjang satu meter lebih masuk ke dapur, kami semua di luar rumah sekarang.',
    answer: 'Regu penyelamat berangkat dengan alatnya. Tutup pintu dapur dan jangan coba menangkapnya.',
    outcome: 'handled_on_scene',
  },
  {
    category: 'other',
    subject: 'tes',
    body: 'tes tes ini nyambung gak',
    answer:
      'Laporan ini tidak berisi keadaan darurat. Gunakan formulir ini hanya bila ada yang membutuhkan pertolongan.',
    outcome: 'invalid',
    class: 'prank',
  },
]

const covid: Story[] = [
  {
    category: 'hospital_beds',
    subject: 'Ketersediaan tempat tidur isolasi',
    body: 'Apakah masih ada tempat tidur isolasi di RSUD terdekat? Ibu saya saturasinya 91 dan dokter puskesmas menyarankan dirawat.',
    answer:
      'Masih ada tempat tidur isolasi siang ini. Silakan ke IGD dengan surat rujukan puskesmas; kami sudah memberi tahu petugas jaga.',
    outcome: 'answered',
  },
  {
    category: 'isolation_place',
    subject: 'Tempat isolasi untuk keluarga',
    body: 'Rumah kami kecil dan ada bayi. Di mana tempat isolasi terpusat yang masih menerima?',
    answer:
      'Gedung diklat masih menerima. Bawa KTP, hasil tes, dan pakaian tujuh hari. Bayi tetap bersama anggota keluarga yang negatif.',
    outcome: 'answered',
  },
  {
    category: 'vaccination',
    subject: 'Jadwal vaksin penguat lansia',
    body: 'Ayah saya 72 tahun ingin vaksin penguat, di mana dan kapan yang terdekat?',
    answer: 'Vaksin penguat lansia dilayani di puskesmas setiap Selasa dan Kamis pukul 08.00–11.00, cukup membawa KTP.',
    outcome: 'answered',
    class: 'information',
  },
  {
    category: 'symptoms',
    subject: 'Anak demam dan batuk tiga hari',
    body: 'Anak saya 6 tahun demam dan batuk tiga hari, tidak mau makan. Perlu tes di mana?',
    answer:
      'Bawa ke puskesmas pagi ini untuk diperiksa dokter anak; tes dilakukan di sana bila perlu. Bila napasnya cepat atau lemas, langsung ke IGD.',
    outcome: 'answered',
  },
  {
    category: 'social_assistance',
    subject: 'Bantuan selama isolasi',
    body: 'Kami sekeluarga isolasi mandiri dan tidak bisa bekerja, apakah ada bantuan sembako?',
    answer: 'Data Anda sudah kami teruskan ke dinas sosial kabupaten. Petugas desa akan menghubungi dalam dua hari.',
    outcome: 'referred',
  },
  {
    category: 'symptoms',
    subject: 'Hilang penciuman sejak kemarin',
    body: 'Sejak kemarin penciuman saya hilang, kantor minta surat. Apa yang harus saya lakukan?',
    answer:
      'Lakukan tes di puskesmas dan isolasi dahulu. Surat keterangan diberikan puskesmas setelah hasilnya keluar.',
    outcome: 'answered',
  },
]

const helpdesk: Story[] = [
  {
    category: 'access_to_care',
    subject: 'Ditolak rawat inap, kamar kelas 3 disebut penuh',
    body: 'Ibu saya (67 th) sesak sejak pagi, sudah ke IGD RS tapi ditolak, katanya kamar kelas 3 penuh. BPJS aktif. Apa yang harus kami lakukan?',
    answer:
      'Pasien gawat darurat wajib ditangani dahulu, apa pun kelas kamarnya. Kami sudah menghubungi rumah sakit; dr. jaga menunggu Ibu di IGD sekarang.',
    outcome: 'answered',
  },
  {
    category: 'immunisation',
    subject: 'Jadwal imunisasi anak sekolah',
    body: 'Kapan jadwal imunisasi anak sekolah untuk kelas 5 tahun ini dan vaksin apa saja?',
    answer:
      'Bulan imunisasi anak sekolah dilaksanakan November ini. Kelas 5 putri menerima HPV dosis pertama; sekolah membagikan surat persetujuan.',
    outcome: 'answered',
    class: 'information',
  },
  {
    category: 'medicine',
    subject: 'Obat TBC kosong di puskesmas',
    body: 'Obat TBC di puskesmas kami kosong sudah dua minggu, padahal ayah tidak boleh putus obat.',
    answer:
      'Stok sudah dikirim dari dinas kesehatan dan tiba besok pagi. Untuk hari ini Ayah dapat mengambil di puskesmas kecamatan sebelah.',
    outcome: 'answered',
  },
  {
    category: 'medicine',
    subject: 'Harga obat dua kali lipat',
    body: 'Apotek menjual obat batuk dua kali harga yang tertera. Struk saya lampirkan bila perlu.',
    answer: 'Terima kasih, laporan Anda diteruskan ke direktorat kefarmasian untuk diperiksa. Mohon simpan struknya.',
    outcome: 'referred',
  },
  {
    category: 'insurance',
    subject: 'Cara aktivasi kartu BPJS bayi',
    body: 'Bayi saya lahir Senin lalu. Bagaimana cara mendaftarkan dan mengaktifkan kartu BPJS-nya?',
    answer:
      'Bayi dari peserta didaftarkan paling lambat 28 hari sejak lahir lewat aplikasi Mobile JKN atau kantor BPJS, dengan surat lahir dan kartu keluarga.',
    outcome: 'answered',
    class: 'information',
  },
  {
    category: 'service_complaint',
    subject: 'Puskesmas tutup pada jam layanan',
    body: 'Puskesmas di desa kami tutup padahal masih jam layanan, banyak yang pulang tanpa diperiksa.',
    answer:
      'Keluhan Anda sudah kami sampaikan ke dinas kesehatan kabupaten, yang akan memeriksa jadwal petugasnya minggu ini.',
    outcome: 'referred',
  },
  {
    category: 'program',
    subject: 'Syarat surat keterangan sehat haji',
    body: 'Apa saja syarat pemeriksaan kesehatan untuk calon jemaah haji tahun depan?',
    answer:
      'Pemeriksaan dilakukan di puskesmas sesuai domisili dengan KTP, buku kesehatan, dan bukti setoran awal. Jadwalnya diumumkan lewat kantor agama.',
    outcome: 'answered',
    class: 'information',
  },
]

const general: Story[] = [
  {
    category: 'licence',
    subject: 'Perpanjangan izin usaha',
    body: 'Bagaimana cara memperpanjang izin usaha mikro dan berapa lama selesainya?',
    answer:
      'Perpanjangan dilakukan lewat OSS tanpa biaya dan selesai di hari yang sama bila berkas lengkap. Petugas kami membantu di kantor pelayanan terpadu.',
    outcome: 'answered',
    class: 'information',
  },
  {
    category: 'infrastructure',
    subject: 'Jalan provinsi berlubang',
    body: 'Jalan provinsi menuju pelabuhan berlubang besar sejak hujan minggu lalu, sudah ada dua motor jatuh.',
    answer: 'Laporan diteruskan ke dinas pekerjaan umum; penambalan dijadwalkan minggu ini.',
    outcome: 'referred',
  },
  {
    category: 'social_assistance',
    subject: 'Beasiswa daerah',
    body: 'Apakah pendaftaran beasiswa daerah sudah dibuka dan apa syaratnya?',
    answer: 'Pendaftaran dibuka awal Januari dengan rapor dua semester terakhir dan surat keterangan dari kelurahan.',
    outcome: 'answered',
    class: 'information',
  },
  {
    category: 'tax',
    subject: 'Jam layanan samsat',
    body: 'Samsat buka sampai jam berapa hari Jumat? Bisa bayar di gerai lain?',
    answer: 'Hari Jumat sampai pukul 14.00. Pembayaran juga dilayani gerai samsat di pusat perbelanjaan setiap hari.',
    outcome: 'answered',
    class: 'information',
  },
]

/** Stories by the code of the service type's tickets. */
export const stories: Record<string, Story[]> = { '112': emergency, COV: covid, HK: helpdesk, INF: general }
