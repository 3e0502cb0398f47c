import { FileInput } from '@siaga/ui'
import { useHydrated } from './use-hydrated.ts'

const accept = 'image/*,audio/*,video/*,application/pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.txt'

/** Several files; the browser's own control until scripts can show what was chosen. */
export function FilesInput({ name, onChange }: { name: string; onChange?: () => void }) {
  const hydrated = useHydrated()
  return (
    <FileInput
      name={name}
      multiple
      accept={accept}
      onChange={onChange}
      className={hydrated ? undefined : 'plain-file'}
    />
  )
}
