import { createContext, useContext } from 'react'

/** `phone` makes controls 48 px with 16 px text: the portal and the crew application. */
export type Density = 'desk' | 'phone'

const DensityContext = createContext<Density>('desk')

export const DensityProvider = DensityContext.Provider

export function useDensity(): Density {
  return useContext(DensityContext)
}
