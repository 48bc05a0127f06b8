import { useEffect, useMemo, useRef, useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { useErrorWords, useFieldWords } from '../words/use-words.ts'
import type { Said } from '../words/use-words.ts'
import { readFailure } from './failure.ts'
import { FormErrorsContext } from './form-errors.ts'
import type { JoinedElement } from './form-errors.ts'
import { formTexts } from './form.texts.ts'
import { joinClasses } from './join-classes.ts'
import styles from './form.module.css'

export interface FormProps {
  /** Called instead of sending; the data of named inputs is at hand. */
  onSubmit: (data: FormData) => void
  /** The failure of the last try: a refusal of the portal, or `{ errors }` of a check in the page. */
  error?: unknown
  /** Says what could not be done, in the page's words. */
  failed?: string
  isNarrow?: boolean
  className?: string
  children: ReactNode
}

/**
 * A form. What the portal refused stands in a summary that takes the focus and leads to each field, and again beside the field with
 * that `pointer`.
 */
export function Form({ onSubmit, error, failed, isNarrow = false, className, children }: FormProps) {
  // The same one for as long as the form stands; the fields put themselves into it.
  const [fields] = useState(() => new Map<string, JoinedElement>())
  const sayFault = useFieldWords()
  const faults = useMemo(
    () =>
      readFailure(error).faults.map(({ pointer, fault, isSaid }) => ({
        pointer,
        said: isSaid ? { text: fault.message } : sayFault(fault),
      })),
    [error, sayFault],
  )
  const errors = useMemo(
    () => ({
      messageAt: (pointer: string) => faults.find((each) => each.pointer === pointer)?.said.text,
      register(pointer: string, field: JoinedElement) {
        fields.set(pointer, field)
        return () => fields.get(pointer) === field && fields.delete(pointer)
      },
    }),
    [faults, fields],
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(new FormData(event.currentTarget))
  }
  return (
    <FormErrorsContext value={errors}>
      <form noValidate className={joinClasses(styles.form, isNarrow && styles.narrow, className)} onSubmit={submit}>
        {error != null && error !== false && (
          <ErrorSummary error={error} faults={faults} failed={failed} fields={fields} />
        )}
        {children}
      </form>
    </FormErrorsContext>
  )
}

interface ErrorSummaryProps {
  error: unknown
  faults: readonly { pointer?: string; said: Said }[]
  failed: string | undefined
  fields: ReadonlyMap<string, JoinedElement>
}

function ErrorSummary({ error, faults, failed, fields }: ErrorSummaryProps) {
  const t = useTexts(formTexts)
  const { message, fix, lang } = useErrorWords()(error)
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => summary.current?.focus(), [error])
  // As the fields follow each other on the page; what belongs to none of them comes last.
  const order = [...fields.keys()]
  const place = ({ pointer = '' }: { pointer?: string }) => order.indexOf(pointer) + 1 || order.length + 1
  return (
    <div ref={summary} role="alert" tabIndex={-1} className={styles.summary}>
      <p className={styles.title}>{failed ?? (faults.length > 0 ? t.title : t.failed)}</p>
      {faults.length > 0 ? (
        <ul>
          {faults
            .toSorted((one, other) => place(one) - place(other))
            .map(({ pointer = '', said }) => {
              const field = fields.get(pointer)
              return (
                <li key={`${pointer} ${said.text}`} lang={said.lang}>
                  {field === undefined ? (
                    said.text
                  ) : (
                    <a
                      href={`#${field.id}`}
                      onClick={(event) => {
                        event.preventDefault()
                        goTo(field.id)
                      }}
                    >
                      {field.label === '' ? said.text : t.fault(field.label, said.text)}
                    </a>
                  )}
                </li>
              )
            })}
        </ul>
      ) : (
        <>
          <p lang={lang}>{message}</p>
          {fix !== '' && <p lang={lang}>{fix}</p>}
        </>
      )}
    </div>
  )
}

function goTo(id: string): void {
  const element = document.getElementById(id)
  element?.focus()
  element?.scrollIntoView({ block: 'center' })
}

/** The buttons at the end of a form. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}
