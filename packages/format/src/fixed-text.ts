import { PackageError, type PackageErrorCode } from './errors.ts'
import { quote } from './quote.ts'

/** Reads a text of one fixed grammar: what is not exactly as expected is refused with line and column. */
export class FixedText {
  readonly #text: string
  readonly #path: string
  readonly #code: PackageErrorCode
  #at = 0
  #line = 1
  #lineStart = 0

  constructor(bytes: Uint8Array, path: string, code: PackageErrorCode) {
    this.#path = path
    this.#code = code
    this.#text = this.#decode(bytes)
  }

  get at(): number {
    return this.#at
  }

  get line(): number {
    return this.#line
  }

  /** The text from an earlier place to here. */
  since(at: number): string {
    return this.#text.slice(at, this.#at)
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length
  }

  continuesWith(literal: string): boolean {
    return this.#text.startsWith(literal, this.#at)
  }

  /** Passes an empty line. */
  takeEmptyLine(): void {
    if (this.#text[this.#at] !== '\n') throw this.refuse(this.#rest(), 'an empty line')
    this.#passLineEnd(this.#at)
  }

  /** Passes `label` and gives the rest of its line, which must match the pattern. */
  takeLine(label: string, pattern: RegExp, should: string): string {
    if (!this.continuesWith(label)) throw this.refuse(this.#rest(), quote(label))
    this.#at += label.length
    const end = this.#text.indexOf('\n', this.#at)
    if (end < 0) throw this.refuse('no line feed', 'one LF after each line')
    const value = this.#text.slice(this.#at, end)
    if (!pattern.test(value)) throw this.refuse(quote(value), should)
    this.#passLineEnd(end)
    return value
  }

  /** The refusal of what stands here. */
  refuse(is: string, should: string): PackageError {
    const column = this.#at - this.#lineStart + 1
    return new PackageError(this.#code, { path: this.#path, line: this.#line, column, is, should })
  }

  #rest(): string {
    if (this.isAtEnd()) return 'the end'
    const end = this.#text.indexOf('\n', this.#at)
    return quote(this.#text.slice(this.#at, end < 0 ? undefined : end))
  }

  #passLineEnd(end: number): void {
    this.#at = end + 1
    this.#line += 1
    this.#lineStart = this.#at
  }

  #decode(bytes: Uint8Array): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (cause) {
      throw new PackageError(
        this.#code,
        { path: this.#path, is: 'bytes that are not UTF-8', should: 'UTF-8 text' },
        { cause },
      )
    }
  }
}
