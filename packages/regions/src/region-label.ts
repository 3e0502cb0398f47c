import { type Region, regionPath } from './region.ts'

export type RegionLabelStyle = 'short' | 'long'

/** Papua's special autonomy (UU 21/2001) names districts *distrik* and villages *kampung*. */
const papua = /^9[1-6]/

/**
 * A region as people write it, the kind abbreviated. `long` names everything up to the province,
 * "Kel. Tembalang, Kec. Tembalang, Kota Semarang, Jawa Tengah"; `short` the region alone, "Kel. Tembalang".
 * A code that does not exist is returned as it is, so that a record with an old code can still be read.
 */
export function regionLabel(code: string, style: RegionLabelStyle = 'long'): string {
  const path = regionPath(code).reverse()
  if (path.length === 0) return code
  return (style === 'short' ? path.slice(0, 1) : path).map(withKind).join(', ')
}

function withKind({ code, name, level }: Region): string {
  switch (level) {
    case 'province':
      return name
    case 'regency':
      return name.replace(/^Kabupaten /, 'Kab. ').replace(/^(Kab\.|Kota) Administrasi /, '$1 Adm. ')
    case 'district':
      return `${papua.test(code) ? 'Distrik' : 'Kec.'} ${name}`
    case 'village':
      return `${villageKind(code)} ${name}`
  }
}

/** The village's own number begins with 1 for a kelurahan, 2 for a desa and 3 for a desa adat. */
function villageKind(code: string): string {
  if (code.charAt(9) === '1') return 'Kel.'
  return papua.test(code) ? 'Kampung' : 'Desa'
}
