/** "0812-••••-4471", as it is dialled here: its first and last four digits; enough to recognise, too little to copy. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^62(?=\d{7})/, '0')
  return digits.length < 9 ? '••••' : `${digits.slice(0, 4)}-••••-${digits.slice(-4)}`
}
