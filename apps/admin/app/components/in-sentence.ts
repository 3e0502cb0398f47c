/** "Hari ini 14.15" in the middle of a sentence: "hari ini 14.15"; names of days and months keep their capital. */
export const inSentence = (when: string) =>
  when.replace(/^(?:Hari ini|Besok|Kemarin|Today|Tomorrow|Yesterday)/, (word) => word.toLowerCase())

/** "Formulir web" in the middle of a sentence: "formulir web"; a brand ("WhatsApp") or letters ("SMS") stay as they are. */
export const channelInSentence = (name: string) => (/^.+[A-Z]/.test(name) ? name : name.toLowerCase())
