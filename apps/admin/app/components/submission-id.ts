/** A key of one form: sent twice, it is one. `randomUUID` is missing where the page is not served securely; this is not. */
export function newSubmissionId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
