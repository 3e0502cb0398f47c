const choices = new Map<string, string>()

/**
 * Notes what was chosen in lists while the page had no scripts yet: taking a list over, React sets it back. Called
 * right before that.
 */
export function noteEarlyChoices(): void {
  for (const select of document.querySelectorAll('select')) {
    const chosen = select.value
    const given = [...select.options].find((option) => option.defaultSelected)?.value ?? select.options[0]?.value
    if (chosen !== given) choices.set(select.name, chosen)
  }
}

/** The early choice of a list, once. */
export function takeEarlyChoice(name: string): string | undefined {
  const chosen = choices.get(name)
  choices.delete(name)
  return chosen
}
