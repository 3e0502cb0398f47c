type Problem = { errors?: { path: string; detail: string }[] | undefined }

/** What is wrong with which field, from a refused form. `under` = the object of the input in which the fields stand. */
export function fieldErrors(answer: { problem?: Problem } | undefined | null, under = ''): Record<string, string> {
  const prefix = under ? `${under}.` : ''
  return Object.fromEntries(
    (answer?.problem?.errors ?? []).map(({ path, detail }) => [
      path.startsWith(prefix) ? path.slice(prefix.length) : path,
      detail,
    ]),
  )
}
