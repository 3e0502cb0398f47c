type ClassValue = string | 0 | false | null | undefined

/** Joins class names; falsy ones fall out. */
export function cx(...values: ClassValue[]): string {
  return values.filter(Boolean).join(' ')
}
