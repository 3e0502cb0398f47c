import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'

/** Keys derived from the process's secret; the id names the generation, so that keys can be rotated. */
export type SecretBox = {
  keyId: string
  seal(plain: string, about: string): Buffer
  /** `about` must be what it was sealed with (tenant and channel): a secret moved to another row does not open. */
  open(sealed: Buffer, about: string): string
  /** A stable pseudo-random value of `message`, for codes that must be given again to a repeat. */
  derive(message: string): Buffer
}

/** AES-256-GCM under a key from the environment (at least 32 bytes of hex). */
export function openSecretBox(secretHex: string): SecretBox {
  const secret = Buffer.from(secretHex, 'hex')
  if (secret.length < 32) throw new Error('SIAGA_SECRET must be at least 64 hex characters')
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'siaga channel secrets', 32))
  // As a key object: bytes would be checked and wrapped for every code.
  const deriving = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'siaga derived codes', 32)))
  return {
    keyId: createHash('sha256').update(key).digest('hex').slice(0, 8),
    seal(plain, about) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
      return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, about) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
        .setAAD(Buffer.from(about))
        .setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8')
    },
    derive: (message) => createHmac('sha256', deriving).update(message).digest(),
  }
}
