import { type RefObject, useEffect, useState } from 'react'

/** Whether an element is on the screen; false until scripts run. */
export function useInView(element: RefObject<Element | null>): boolean {
  const [inView, setInView] = useState(false)
  useEffect(() => {
    if (!element.current) return setInView(false)
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false), {
      threshold: 0.25,
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  })
  return inView
}
