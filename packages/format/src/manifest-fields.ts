import { categories } from './categories.ts'
import { countCodePoints, findRefusedTextCharacter, nameCharacter } from './characters.ts'
import { findNearest } from './did-you-mean.ts'
import { findDomainFault } from './domains.ts'
import { PackageError, type PackageErrorCode } from './errors.ts'
import { reservedKeys, type JsonNode } from './json.ts'
import { limits } from './limits.ts'
import { isDeviceName, pathFaults } from './paths.ts'
import { permissions } from './permissions.ts'
import { quote } from './quote.ts'
import type { Report } from './report.ts'

/** Checks the value of one field; every fault is reported, the value itself is taken by the caller. */
export type FieldCheck = (node: JsonNode, report: Report) => void

/** The only $schema. */
export const manifestSchemaUrl = 'https://mosis.dev/schemas/manifest-v1.json'

export const idPattern = /^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/
export const versionPattern = /^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$/
export const localePattern = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/
export const colourPattern = /^#[0-9A-Fa-f]{6}$/
export const emailPattern = /^[^\s@<>"',;:()[\]\\]+@[^\s@<>"',;:()[\]\\.]+(\.[^\s@<>"',;:()[\]\\.]+)+$/
export const orientations = ['portrait', 'landscape', 'any'] as const
export const iconSizes = ['32', '64', '128'] as const

/** Fields without which there is no app. */
export const requiredFields = ['id', 'name', 'version', 'version_code', 'entry', 'min_mosis_version']

/** Names that other platforms use for our fields. */
const otherNames: Record<string, string | undefined> = {
  developer: 'author',
  icon: 'icons',
  package: 'id',
  package_id: 'id',
  app_id: 'id',
  main: 'entry',
  min_api_version: 'min_mosis_version',
  languages: 'locales',
  keywords: 'tags',
}

const author: Record<string, FieldCheck> = {
  name: text('manifest-author', limits.maxAuthorNameCodePoints),
  email: pattern('manifest-author', emailPattern, 'an e-mail address', limits.maxEmailCodePoints),
  url: checkUrl,
}
const icons: Record<string, FieldCheck> = Object.fromEntries(
  iconSizes.map((size) => [size, path('manifest-icons', '.png')]),
)
const network: Record<string, FieldCheck> = {
  allowed_domains: list('manifest-network', limits.maxDomains, checkDomain),
  allow_http: (node, report) => void hasType(node, 'boolean', report),
  max_connections: integer('manifest-network', limits.maxConnections),
}

/** Every field of the manifest. */
export const manifestFields: Record<string, FieldCheck> = {
  $schema: choice('manifest-schema', [manifestSchemaUrl]),
  id: checkId,
  name: text('manifest-name', limits.maxNameCodePoints),
  version: pattern('manifest-version', versionPattern, 'X.Y.Z'),
  version_code: integer('manifest-version-code', limits.maxVersionCode),
  description: text('manifest-description', limits.maxDescriptionCodePoints),
  entry: path('manifest-entry', '.rml'),
  author: object(author),
  permissions: list('manifest-permission', permissions.length, checkPermission),
  icons: object(icons),
  min_mosis_version: pattern('manifest-mosis-version', versionPattern, 'X.Y.Z'),
  target_mosis_version: pattern('manifest-mosis-version', versionPattern, 'X.Y.Z'),
  category: choice(
    'manifest-category',
    categories.map(({ name }) => name),
  ),
  tags: list('manifest-tags', limits.maxTags, text('manifest-tags', limits.maxTagCodePoints)),
  orientation: choice('manifest-orientation', orientations),
  background_color: pattern('manifest-background-color', colourPattern, 'a colour like "#FFFFFF"'),
  locales: list(
    'manifest-locales',
    limits.maxLocales,
    pattern('manifest-locales', localePattern, 'a locale like "en" or "pt-BR"'),
  ),
  default_locale: pattern('manifest-locales', localePattern, 'a locale like "en" or "pt-BR"'),
  network: object(network),
}

/** Checks an object of known fields; names that start with "x-" are free. */
export function object(fields: Record<string, FieldCheck>): FieldCheck {
  return (node, report) => {
    if (!hasType(node, 'object', report)) return
    for (const [name, member] of node.members) {
      if (name.startsWith('x-') || reservedKeys.includes(name)) continue // the latter are refused already
      if (Object.hasOwn(fields, name)) fields[name]?.(member, report)
      else reportUnknown(member, name, Object.keys(fields), report)
    }
  }
}

function reportUnknown(node: JsonNode, name: string, known: string[], report: Report): void {
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined
  const meant = [other, findNearest(name, known)].find((word) => word !== undefined && known.includes(word))
  const fix = meant === undefined ? undefined : `Did you mean "${meant}"?`
  say(report, 'manifest-unknown-field', node, quote(name), meant === undefined ? undefined : quote(meant), fix)
}

/** Reports a fault at the place of a value in manifest.json. */
export function say(
  report: Report,
  code: PackageErrorCode,
  node: JsonNode,
  is?: string,
  should?: string,
  fix?: string,
): void {
  const { pointer, line, column } = node
  report(new PackageError(code, { path: 'manifest.json', pointer, line, column, is, should }, { fix }))
}

function hasType<Type extends JsonNode['type']>(
  node: JsonNode,
  type: Type,
  report: Report,
): node is JsonNode & { type: Type } {
  if (node.type === type) return true
  const shown = node.type === 'string' ? quote(node.value) : node.type === 'number' ? node.text : node.type
  say(report, 'manifest-type', node, shown, article[type], findTypeFix(node, type))
  return false
}

function findTypeFix(node: JsonNode, type: JsonNode['type']): string | undefined {
  if (node.type !== 'string') return undefined
  const isQuoted = type === 'number' ? /^[0-9]+$/.test(node.value) : /^(?:true|false)$/.test(node.value)
  if ((type === 'number' || type === 'boolean') && isQuoted) return `Remove the quotes: ${node.value}`
  return type === 'array' ? `Put it into brackets: [${quote(node.value)}]` : undefined
}

const article = {
  object: 'an object in braces',
  array: 'a list in brackets',
  string: 'a text in double quotes',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

function text(code: PackageErrorCode, maxCodePoints: number): FieldCheck {
  return (node, report) => {
    if (!hasType(node, 'string', report)) return
    const length = countCodePoints(node.value)
    const refused = findRefusedTextCharacter(node.value)
    if (length < 1 || length > maxCodePoints) say(report, code, node, `${length} characters`, `1 to ${maxCodePoints}`)
    if (refused !== undefined) say(report, code, node, nameCharacter(refused), 'visible characters')
    else if (node.value !== node.value.trim()) say(report, code, node, quote(node.value), 'no space at the edges')
  }
}

function pattern(code: PackageErrorCode, form: RegExp, should: string, maxLength = Infinity): FieldCheck {
  return (node, report) => {
    if (!hasType(node, 'string', report)) return
    if (!form.test(node.value) || node.value.length > maxLength) say(report, code, node, quote(node.value), should)
  }
}

function choice(code: PackageErrorCode, choices: readonly string[]): FieldCheck {
  return (node, report) => {
    if (!hasType(node, 'string', report) || choices.includes(node.value)) return
    const meant = findNearest(node.value, choices)
    say(report, code, node, quote(node.value), choices.map(quote).join(', '), meant && `Did you mean "${meant}"?`)
  }
}

/** Digits only: 1.0 and 1e3 are refused, since readers disagree on whether they are integers. */
function integer(code: PackageErrorCode, max: number): FieldCheck {
  return (node, report) => {
    if (!hasType(node, 'number', report)) return
    const isInRange = /^[1-9][0-9]*$/.test(node.text) && Number(node.text) <= max
    if (!isInRange) say(report, code, node, node.text, `a whole number from 1 to ${max}, digits only`)
  }
}

function list(code: PackageErrorCode, maxItems: number, check: FieldCheck): FieldCheck {
  return (node, report) => {
    if (!hasType(node, 'array', report)) return
    if (node.items.length > maxItems) {
      say(report, code, node, `${node.items.length} items`, `at most ${maxItems}`)
      return
    }
    const seen = new Set<string>()
    for (const item of node.items) {
      check(item, report)
      if (item.type !== 'string') continue
      if (seen.has(item.value)) say(report, code, item, `${quote(item.value)} twice`, 'each once')
      seen.add(item.value)
    }
  }
}

function path(code: PackageErrorCode, extension: string): FieldCheck {
  return (node, report) => {
    if (!hasType(node, 'string', report)) return
    const isPath = !pathFaults(node.value).next().value && !node.value.startsWith('META-INF/')
    if (!isPath || !node.value.endsWith(extension))
      say(report, code, node, quote(node.value), `a path that ends in "${extension}"`)
  }
}

/** The id is a folder name on devices, so it must not open a device on Windows. */
function checkId(node: JsonNode, report: Report): void {
  if (!hasType(node, 'string', report)) return
  const isId = idPattern.test(node.value) && node.value.length <= limits.maxIdCodePoints && !isDeviceName(node.value)
  if (!isId) say(report, 'manifest-id', node, quote(node.value), 'an id like "com.yourname.appname"')
}

function checkPermission(node: JsonNode, report: Report): void {
  if (!hasType(node, 'string', report)) return
  const names = permissions.map(({ name }) => name as string)
  if (names.includes(node.value)) return
  const meant = node.value === 'network' ? 'network.internet' : findNearest(node.value, names)
  const fix = meant === undefined ? undefined : `Did you mean "${meant}"?`
  say(
    report,
    'manifest-permission',
    node,
    quote(node.value),
    meant === undefined ? 'a known permission' : quote(meant),
    fix,
  )
}

function checkUrl(node: JsonNode, report: Report): void {
  if (!hasType(node, 'string', report)) return
  const isUrl =
    /^https?:\/\/[^\s<>"]+$/.test(node.value) &&
    node.value.length <= limits.maxUrlCodePoints &&
    URL.canParse(node.value)
  if (!isUrl) say(report, 'manifest-author', node, quote(node.value), 'an address that starts with https:// or http://')
}

function checkDomain(node: JsonNode, report: Report): void {
  if (!hasType(node, 'string', report)) return
  const fault = findDomainFault(node.value)
  if (fault !== undefined)
    say(
      report,
      'manifest-network',
      node,
      `${quote(node.value)}: ${fault}`,
      'a host name like "api.example.com" or "*.example.com"',
    )
}
