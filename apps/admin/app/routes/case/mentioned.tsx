import { Fragment, type ReactNode } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { mentionPieces } from './mention-rules.ts'

type MentionedProps = { view: Pick<CaseView, 'readers'>; text: string; plain(text: string): ReactNode }

/** The words of a note, with the colleagues that it calls set apart. */
export function Mentioned({ view, text, plain }: MentionedProps) {
  const { me } = useTenantHere()
  const people = [...view.readers, { id: me.memberId, name: me.name }]
  return mentionPieces(text, people).map((piece, index) =>
    piece.mention ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one unchanging text
      <b key={index} className="font-semibold text-link">
        {piece.text}
      </b>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>{plain(piece.text)}</Fragment>
    ),
  )
}
