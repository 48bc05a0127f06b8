import type { newAppTexts } from './new-app.texts.ts'
import type { IdVerdict } from './use-id-verdict.ts'

interface Said {
  kind: 'plain' | 'good' | 'warn' | 'bad'
  text: string
}

/** What is said under the field of an id. `bad`: an app with it cannot be made. */
export function sayIdVerdict(
  verdict: IdVerdict,
  t: (typeof newAppTexts)['en'],
  list: (items: readonly string[]) => string,
): Said {
  switch (verdict.state) {
    case 'fault':
      return { kind: 'bad', text: t.idFaults[verdict.fault] }
    case 'taken':
      return { kind: 'bad', text: t.idTaken }
    case 'own':
      return { kind: 'bad', text: t.idOwn }
    case 'reserved':
      return { kind: 'bad', text: t.idReserved }
    case 'checking':
      return { kind: 'plain', text: t.idChecking }
    case 'unknown':
      return { kind: 'warn', text: t.idUnknown }
  }
  return verdict.similarNames.length === 0
    ? { kind: 'good', text: t.idFree }
    : { kind: 'warn', text: t.similarName(list(verdict.similarNames)) }
}
