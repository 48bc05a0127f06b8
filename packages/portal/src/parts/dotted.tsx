import { Fragment } from 'react'

/** An id such as `com.example.clock`: where it does not fit, it goes on in the next line after a dot rather than within a word. */
export function Dotted({ text }: { text: string }) {
  return text.split(/(?<=\.)/).map((piece, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {piece}
    </Fragment>
  ))
}
