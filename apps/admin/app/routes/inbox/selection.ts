/** Which rows are chosen, and from which one a range is drawn. */
export type Selection = { ids: ReadonlySet<string>; anchor: string | null }

export const nothingChosen: Selection = { ids: new Set(), anchor: null }

/** Chooses a row, or lets it go. */
export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: id }
}

/** Chooses everything from the anchor to this row, as the list stands. */
export function extended(selection: Selection, id: string, order: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor)
  const to = order.indexOf(id)
  if (from < 0 || to < 0) return toggled({ ...selection, ids: without(selection.ids, id) }, id)
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor }
}

/** Chooses all of these, at most so many. */
export const allOf = (order: readonly string[], most: number): Selection => ({
  ids: new Set(order.slice(0, most)),
  anchor: order[0] ?? null,
})

const without = (ids: ReadonlySet<string>, id: string) => new Set([...ids].filter((other) => other !== id))

/** What has left the list is not chosen any more. The same object when nothing has. */
export function stillThere(selection: Selection, isThere: (id: string) => boolean): Selection {
  const left = [...selection.ids].filter((id) => !isThere(id))
  if (left.length === 0) return selection
  return { ids: new Set([...selection.ids].filter(isThere)), anchor: selection.anchor }
}
