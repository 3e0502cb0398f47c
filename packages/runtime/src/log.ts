import { pino } from 'pino'

export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Structured logs on standard output. No personal data: callers log ids, codes and counts. */
export function openLog(name: string, level: string): Log {
  return pino({ name, level, base: { app: name }, timestamp: pino.stdTimeFunctions.isoTime })
}

/** The shape that packages without a logger of their own take. */
export const plainLog = (log: Log) => (message: string, error?: unknown) => {
  if (error)
    log.error(
      {
        err:
          error instanceof Error
            ? { message: error.message, stack: error.stack, cause: String(error.cause ?? '') }
            : error,
      },
      message,
    )
  else log.warn({}, message)
}
