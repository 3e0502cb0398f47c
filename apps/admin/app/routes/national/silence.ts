const silentMs = 10 * 60_000

/** Whether a tenant's figures have stood still for longer than a hiccup. Pure. */
export const isSilent = (asOf: number | null, now: number) => asOf === null || now - asOf > silentMs
