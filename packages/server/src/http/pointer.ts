/** One step of a JSON pointer (RFC 6901). */
export const escapePointer = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1')
