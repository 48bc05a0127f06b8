import { packageErrors } from '@mosis/format'
import { explainCode, rules as reviewRules } from '@mosis/review'
import type { Plugin } from 'vite'

const name = 'virtual:rules'
const resolved = `\0${name}`

/** Gives the portal what every rule and every refusal of a package means, by its code, without the code that finds it. */
export function rules(): Plugin {
  return {
    name: 'mosis-rules',
    resolveId: (id) => (id === name ? resolved : undefined),
    load: (id) => (id === resolved ? write() : undefined),
  }
}

function write(): string {
  const codes = [...reviewRules.map(({ code }) => code), ...Object.keys(packageErrors)]
  const entries = codes.map((code) => [code, explainCode(code)])
  return `export const rules = ${JSON.stringify(Object.fromEntries(entries))}\n`
}
