export type DesktopState = 'unsupported' | NotificationPermission

export const desktopState = (): DesktopState => ('Notification' in window ? Notification.permission : 'unsupported')

type Telling = { tag: string; title: string; body: string; onOpen(): void }

/** A notification of the system: what kind of thing and which number, never a citizen's words. */
export function tellDesktop({ tag, title, body, onOpen }: Telling): void {
  if (desktopState() !== 'granted') return
  try {
    const told = new Notification(title, { tag, body, icon: '/favicon.svg', silent: true })
    told.onclick = () => {
      window.focus()
      onOpen()
      told.close()
    }
  } catch {
    // Phones allow it from a service worker only: the list and the title say the same.
  }
}
