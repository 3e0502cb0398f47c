import { childrenOf, provinces, type RegionName, regionOf, regionPath } from '@siaga/regions'

export type RegionStep = { options: RegionName[]; value: string }

/** The lists of a region field, from the provinces down to the one that is to be chosen next. */
export function regionSteps(code: string): RegionStep[] {
  const path = regionPath(code)
  const lists = [provinces(), ...path.map((region) => childrenOf(region.code))].filter((list) => list.length > 0)
  return lists.map((options, depth) => ({ options, value: path[depth]?.code ?? '' }))
}

/** The region that the lists say: the deepest choice that lies in the one before it; '' for none. */
export function regionOfSteps(own: Record<string, string>, key: string): string {
  let chosen = ''
  for (let depth = 0; depth < 4; depth++) {
    const next = own[`_${key}.${depth}`] ?? ''
    const fits =
      next &&
      regionOf(next) &&
      (depth === 0 ? !next.includes('.') : next.startsWith(`${chosen}.`) && regionOf(next)?.parentCode === chosen)
    if (!fits) return chosen
    chosen = next
  }
  return chosen
}
