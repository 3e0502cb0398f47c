import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

type Announce = (text: string, politeness?: 'polite' | 'assertive') => void

const AnnounceContext = createContext<Announce>(() => {})

/** Says a threshold once: politely, a P1 assertively. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}

export function LiveRegionProvider({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState('')
  const [assertive, setAssertive] = useState('')
  const announce = useCallback<Announce>((text, politeness = 'polite') => {
    const set = politeness === 'assertive' ? setAssertive : setPolite
    // A region that already holds the same words stays silent, so they differ by an invisible space.
    set((before) => (before === text ? `${text} ` : text))
  }, [])
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className="sr-only" role="status" aria-live="polite">
        {polite}
      </div>
      <div className="sr-only" role="alert" aria-live="assertive">
        {assertive}
      </div>
    </AnnounceContext.Provider>
  )
}
