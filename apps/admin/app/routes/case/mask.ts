/** "0812-••••-4471": the first four and the last four digits; enough to recognise, too little to copy in passing. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 9 ? '••••' : `${digits.slice(0, 4)}-••••-${digits.slice(-4)}`
}
