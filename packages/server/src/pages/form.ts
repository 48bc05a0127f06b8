import { html } from './html.ts'
import type { Html } from './html.ts'

/** A sentence for each field that is not right; `form` is about the whole. */
export type Faults<Name extends string = string> = Partial<Record<Name | 'form', string>>

/** One labelled input with what is wrong with it, or else a hint, underneath. */
export interface Field {
  name: string
  label: string
  type?: 'email' | 'text' | 'password'
  value?: string
  autocomplete: string
  hint?: string | undefined
  fault?: string | undefined
  /** To be copied sign by sign; `digits` bring up their own keyboard on a phone. */
  code?: 'digits' | 'letters'
  maxLength?: number
  /** The first thing to do on this page. */
  isFirst?: boolean
}

/** Tells a screen reader about fault and hint too: both are named by the input. */
export function renderField(field: Field): Html {
  const { name, label, type = 'text', value = '', autocomplete, hint, fault, code, maxLength } = field
  const described = [fault === undefined ? '' : `${name}-fault`, hint === undefined ? '' : `${name}-hint`].filter(
    (id) => id !== '',
  )
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? undefined : html`<p id="${name}-hint" class="hint">${hint}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      required
      ${flag(described.length > 0, html`aria-describedby="${described.join(' ')}"`)}
      ${flag(fault !== undefined, html`aria-invalid="true"`)}
      ${flag(code !== undefined, html`class="code" spellcheck="false" autocapitalize="off"`)}
      ${flag(code === 'digits', html`inputmode="numeric"`)}
      ${flag(maxLength !== undefined, html`maxlength="${maxLength}"`)}
      ${flag(field.isFirst, html`autofocus`)}
    />
    ${flag(fault !== undefined, html`<p id="${name}-fault" class="fault">${fault}</p>`)}
  </div>`
}

const flag = (isOn: boolean | undefined, part: Html) => (isOn === true ? part : undefined)

/** What a form carries along unseen. */
export function renderHidden(name: string, value: string | undefined): Html | undefined {
  return value === undefined ? undefined : html`<input type="hidden" name="${name}" value="${value}" />`
}

/** What went wrong as a whole; read out as soon as the page is there. */
function renderFault(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="note bad" role="alert">${text}</p>`
}

/** What was done; read out when nothing else is being said. */
export function renderDone(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p class="note good" role="status">${text}</p>`
}

/** The sentence above a form with faults: the one about the whole, else that something is marked below. */
export function renderFaults(faults: Faults): Html | undefined {
  const isFaulty = Object.values(faults).some((fault) => fault !== undefined)
  return renderFault(faults.form ?? (isFaulty ? 'Not done yet: correct what is marked and send it again.' : undefined))
}

/** A page that says one thing. */
export function renderNotice(title: string, text: string, next: Html = toFrontPage): Html {
  return html`<section class="card">
    <h1>${title}</h1>
    <p>${text}</p>
    ${next}
  </section>`
}

const toFrontPage = html`<p class="next"><a href="/">Go to the front page</a></p>`

/** What a table has for a word of the address or a form; nothing for one that it does not name, such as `constructor`. */
export function lookUp<Value>(table: Readonly<Partial<Record<string, Value>>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined
}

/** The field to begin with: the first that is not right, else the first of all. */
export function firstOf(names: readonly string[], faults: Faults): string | undefined {
  return names.find((name) => faults[name] !== undefined) ?? names[0]
}

/** One value of a form as text; what is missing is empty. */
export function fieldOf(form: URLSearchParams, name: string): string {
  // PostgreSQL has no text with U+0000 in it.
  return (form.get(name) ?? '').replaceAll('\0', '')
}
