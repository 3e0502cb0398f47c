import { Info, type LucideIcon, MessageCircleQuestion, ShieldPlus, Siren, Stethoscope } from 'lucide-react'

/** The pictures that a service can name; an unknown name shows a question. */
const icons: Record<string, LucideIcon> = {
  info: Info,
  'shield-plus': ShieldPlus,
  siren: Siren,
  stethoscope: Stethoscope,
}

export function ServiceIcon({ name }: { name: string }) {
  const Icon = icons[name] ?? MessageCircleQuestion
  return <Icon aria-hidden="true" strokeWidth={1.75} />
}
