import type { Command } from '@siaga/ui'
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useRef } from 'react'

type Source = () => Command[]

type ShellApi = {
  /** Commands of the page, asked for when the palette opens. */
  addSource(id: string, source: Source): () => void
  commands: Source
  openPalette(): void
  /** Sends a form to an address, also after the part of the page that asked for it is gone (undo). */
  act(action: string, fields: Record<string, string>): void
}

const ShellContext = createContext<ShellApi | null>(null)

export function ShellProvider({
  openPalette,
  act,
  children,
}: Pick<ShellApi, 'openPalette' | 'act'> & { children: ReactNode }) {
  const sources = useRef(new Map<string, Source>())
  const latest = useRef({ openPalette, act })
  latest.current = { openPalette, act }
  const api = useMemo<ShellApi>(
    () => ({
      addSource(id, source) {
        sources.current.set(id, source)
        return () => sources.current.delete(id)
      },
      commands: () => [...sources.current.values()].flatMap((source) => source()),
      openPalette: () => latest.current.openPalette(),
      act: (action, fields) => latest.current.act(action, fields),
    }),
    [],
  )
  return <ShellContext.Provider value={api}>{children}</ShellContext.Provider>
}

export function useShell(): ShellApi {
  const api = useContext(ShellContext)
  if (!api) throw new Error('outside the shell')
  return api
}

/** Puts commands of a page into the palette. */
export function useCommands(source: Source): void {
  const { addSource } = useShell()
  const id = useId()
  const latest = useRef(source)
  latest.current = source
  useEffect(() => addSource(id, () => latest.current()), [addSource, id])
}
