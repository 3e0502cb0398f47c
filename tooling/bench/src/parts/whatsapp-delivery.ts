import { createHmac, randomUUID } from 'node:crypto'

export type Delivery = { body: string; headers: Record<string, string> }

/** A first message of a citizen who never wrote before, as the provider delivers it. */
export function deliveryOf({
  phoneNumberId,
  appSecret: secret,
}: {
  phoneNumberId: string
  appSecret: string
}): Delivery {
  const from = `628${String(Math.floor(Math.random() * 1e11)).padStart(11, '0')}`
  const message = {
    from,
    id: `wamid.${randomUUID()}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: 'Lampu jalan di depan rumah kami padam sejak kemarin malam, mohon segera diperiksa.' },
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '628112622000', phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Ratna Wulandari' }, wa_id: from }],
    messages: [message],
  }
  const entry = [{ id: `9${phoneNumberId}`, changes: [{ field: 'messages', value }] }]
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry })
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } }
}
