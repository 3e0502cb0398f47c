import {
  FileText,
  Globe,
  type LucideIcon,
  Mail,
  Mailbox,
  MessageCircle,
  MessageSquareText,
  MessagesSquare,
  Phone,
  PhoneMissed,
  Printer,
  UserRound,
} from 'lucide-react'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

export const channelTexts = defineTexts({
  whatsapp: { id: 'WhatsApp', en: 'WhatsApp' },
  email: { id: 'E-mail', en: 'E-mail' },
  sms: { id: 'SMS', en: 'SMS' },
  chat: { id: 'Chat', en: 'Chat' },
  fax: { id: 'Faks', en: 'Fax' },
  phone: { id: 'Telepon', en: 'Phone' },
  missed: { id: 'Panggilan tak terjawab', en: 'Missed call' },
  form: { id: 'Formulir', en: 'Form' },
  social: { id: 'Media sosial', en: 'Social media' },
  counter: { id: 'Loket', en: 'Counter' },
  letter: { id: 'Surat', en: 'Letter' },
})

export type ChannelIconName = keyof typeof channelTexts

const ICONS: Record<ChannelIconName, LucideIcon> = {
  whatsapp: MessageCircle,
  email: Mail,
  sms: MessageSquareText,
  chat: MessagesSquare,
  fax: Printer,
  phone: Phone,
  missed: PhoneMissed,
  form: FileText,
  social: Globe,
  counter: UserRound,
  letter: Mailbox,
}

export type ChannelIconProps = {
  channel: ChannelIconName
  size?: number /** The word stands beside it. */
  hidden?: boolean
  className?: string
}

export function ChannelIcon({ channel, size = 20, hidden, className }: ChannelIconProps) {
  const t = useTexts(channelTexts)
  const Icon = ICONS[channel]
  const name = hidden ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': t(channel) } as const)
  return <Icon {...name} size={size} strokeWidth={1.75} className={className} />
}
