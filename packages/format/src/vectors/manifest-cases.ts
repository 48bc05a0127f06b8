import type { Cases } from './cases.ts'
import { manifestWith, sampleFiles, sampleManifest, signedPackage } from './sample.ts'

function withText(text: string | Buffer): Buffer {
  return signedPackage({ ...sampleFiles, 'manifest.json': text })
}

function withFields(changes: Record<string, unknown>): Buffer {
  return withText(manifestWith(changes))
}

function each(field: string, values: Record<string, unknown>): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, withFields({ [field]: value })]))
}

/** The manifest with a piece of JSON behind its last field. */
function withRaw(json: string): Buffer {
  return withText(manifestWith().replace('\n}', `,\n  ${json}\n}`))
}

const { 'manifest.json': _, ...withoutManifest } = sampleFiles
const nested = (levels: number) => '{"x":'.repeat(levels) + '1' + '}'.repeat(levels)

const syntaxCases: Cases = {
  'manifest-missing': {
    'in-a-folder': signedPackage({ ...withoutManifest, 'app/manifest.json': manifestWith() }),
    'not-there': signedPackage(withoutManifest),
  },
  'manifest-too-large': { '64-kib-and-1': withText(manifestWith().padEnd(65_537)) },
  'manifest-encoding': {
    'byte-order-mark': withText(`\ufeff${manifestWith()}`),
    'latin-1': withText(Buffer.from(manifestWith({ name: 'Caf\u00e9' }), 'latin1')),
    'utf-16': withText(Buffer.from(`\ufeff${manifestWith()}`, 'utf16le')),
  },
  'manifest-syntax': {
    'comma-at-end': withText(manifestWith().replace('\n}', ',\n}')),
    comment: withText(`// clock\n${manifestWith()}`),
    'control-character': withRaw('"x-a": "a\tb"'),
    'cut-off': withText(manifestWith().slice(0, -3)),
    empty: withText(''),
    hexadecimal: withRaw('"x-a": 0x10'),
    'infinite-number': withRaw('"x-a": 1e999'),
    'leading-zero': withRaw('"x-a": 01'),
    'no-break-space': withText(manifestWith().replace(' ', '\u00a0')),
    'not-a-number': withRaw('"x-a": NaN'),
    'plus-sign': withRaw('"x-a": +1'),
    'single-quotes': withText(manifestWith().replaceAll('"', "'")),
    'two-documents': withText(manifestWith() + manifestWith()),
    'unknown-escape': withRaw('"x-a": "\\x41"'),
    'unquoted-name': withRaw('x: 1'),
  },
  'manifest-not-object': { list: withText('[]'), null: withText('null'), text: withText('"manifest"') },
  'manifest-duplicate-key': {
    escaped: withRaw('"\\u0069d": "com.example.other"'),
    'in-free-field': withRaw('"x-a": {"b": 1, "b": 2}'),
    'top-level': withRaw('"name": "Other"'),
  },
  'manifest-reserved-key': {
    constructor: withRaw('"x-a": {"constructor": 1}'),
    proto: withRaw('"__proto__": {}'),
    'proto-escaped': withRaw('"x-a": {"__\\u0070roto__": 1}'),
    prototype: withRaw('"x-a": {"prototype": 1}'),
  },
  'manifest-too-deep': {
    '9-levels': withRaw(`"x-a": ${nested(8)}`),
    lists: withRaw(`"x-a": ${'['.repeat(1000)}${']'.repeat(1000)}`),
  },
  'manifest-surrogate': {
    'first-half': withRaw('"x-a": "\\ud83d"'),
    'in-a-name': withRaw('"x-\\udc00": 1'),
    'second-half-first': withRaw('"x-a": "\\udc00\\ud83d"'),
  },
}

const fieldCases: Cases = {
  'manifest-unknown-field': {
    'in-author': withFields({ author: { mail: 'a@example.com' } }),
    'in-icons': withFields({ icons: { '48': 'icons/icon.png' } }),
    'in-network': withFields({ network: { domains: [] } }),
    misspelt: withFields({ permisions: [] }),
    'other-dialect': withFields({ developer: { name: 'x' } }),
    'camel-case': withFields({ defaultLocale: 'en' }),
  },
  'manifest-missing-field': Object.fromEntries(
    Object.keys(sampleManifest).map((field) => [field.replaceAll('_', '-'), withFields({ [field]: undefined })]),
  ),
  'manifest-type': {
    'id-null': withFields({ id: null }),
    'icons-list': withFields({ icons: [] }),
    'name-number': withFields({ name: 1 }),
    'permissions-text': withFields({ permissions: 'camera' }),
    'permission-object': withFields({ permissions: [{ name: 'camera' }] }),
    'version-code-text': withFields({ version_code: '1' }),
    'allow-http-text': withFields({ network: { allow_http: 'false' } }),
  },
  'manifest-schema': each('$schema', {
    'other-address': 'https://mosis.dev/schemas/manifest-v2.json',
    http: 'http://mosis.dev/schemas/manifest-v1.json',
  }),
  'manifest-id': each('id', {
    '129-characters': `com.${'a'.repeat(125)}`,
    'device-name': 'con.example',
    'digit-first': 'com.1example',
    'dot-at-end': 'com.example.',
    hyphen: 'com.my-example',
    'line-feed-at-end': 'com.example.clock\n',
    'one-part': 'clock',
    traversal: '../../etc',
    'upper-case': 'com.Example',
  }),
  'manifest-name': each('name', {
    '31-characters': 'a'.repeat(31),
    direction: 'abc\u202ecba',
    empty: '',
    'line-feed': 'two\nlines',
    'space-in-front': ' Clock',
    'zero-width-space': 'Clo\u200bck',
  }),
  'manifest-description': each('description', { '81-characters': 'a'.repeat(81), empty: '', 'two-lines': 'a\nb' }),
  'manifest-version': each('version', {
    'leading-zero': '1.02.0',
    'pre-release': '1.0.0-beta',
    'ten-digits': '1.0.1000000000',
    'two-parts': '1.0',
    'v-in-front': 'v1.0.0',
    'line-feed-at-end': '1.0.0\n',
  }),
  'manifest-version-code': {
    ...each('version_code', { negative: -1, zero: 0, 'above-32-bits': 2_147_483_648, half: 1.5 }),
    exponent: withText(manifestWith().replace('"version_code": 1', '"version_code": 1e0')),
    'point-zero': withText(manifestWith().replace('"version_code": 1', '"version_code": 1.0')),
    rounded: withText(manifestWith().replace('"version_code": 1', '"version_code": 9007199254740993')),
  },
  'manifest-entry': each('entry', {
    absolute: '/assets/main.rml',
    'in-meta-inf': 'META-INF/main.rml',
    'not-rml': 'assets/main.lua',
    traversal: 'assets/../assets/main.rml',
    'upper-case': 'assets/main.RML',
  }),
  'manifest-mosis-version': {
    ...each('min_mosis_version', { 'two-parts': '1.0' }),
    'target-below-minimum': withFields({ min_mosis_version: '1.10.0', target_mosis_version: '1.9.0' }),
    'target-pre-release': withFields({ target_mosis_version: '2.0.0-rc1' }),
  },
  'manifest-author': each('author', {
    'email-without-at': { email: 'dev.example.com' },
    'email-without-domain': { email: 'dev@localhost' },
    'name-empty': { name: '' },
    'name-too-long': { name: 'a'.repeat(101) },
    'url-javascript': { url: 'javascript:alert(1)' },
    'url-relative': { url: '/about' },
  }),
  'manifest-permission': each('permissions', {
    'old-name': ['network'],
    twice: ['camera', 'camera'],
    unknown: ['teleport'],
    'upper-case': ['Camera'],
  }),
  'manifest-icons': each('icons', {
    'not-png': { '32': 'icons/icon.tga' },
    traversal: { '32': 'icons/../icon.png' },
  }),
  'manifest-category': each('category', { misspelt: 'utility', 'upper-case': 'News' }),
  'manifest-tags': each('tags', {
    '21-tags': Array.from({ length: 21 }, (_, index) => `tag${index}`),
    '31-characters': ['a'.repeat(31)],
    'empty-tag': [''],
    twice: ['clock', 'clock'],
  }),
  'manifest-orientation': each('orientation', { unknown: 'upside-down' }),
  'manifest-background-color': each('background_color', {
    name: 'white',
    'three-digits': '#FFF',
    'eight-digits': '#FFFFFFFF',
  }),
  'manifest-locales': {
    ...each('locales', { twice: ['en', 'en'], underscore: ['en_US'], 'upper-case': ['EN'] }),
    'default-not-listed': withFields({ locales: ['en'], default_locale: 'de' }),
  },
  'manifest-network': each('network', {
    'bare-star': { allowed_domains: ['*'] },
    'empty-domain': { allowed_domains: [''] },
    'ip-address': { allowed_domains: ['192.168.0.1'] },
    'ip-address-hexadecimal': { allowed_domains: ['0x7f.1'] },
    'ip-v6': { allowed_domains: ['[::1]'] },
    'one-label': { allowed_domains: ['localhost'] },
    'port-too-high': { allowed_domains: ['example.com:65536'] },
    scheme: { allowed_domains: ['https://example.com'] },
    path: { allowed_domains: ['example.com/api'] },
    'star-inside': { allowed_domains: ['api.*.example.com'] },
    'no-connections': { max_connections: 0 },
    '101-connections': { max_connections: 101 },
  }),
  'entry-missing': each('entry', { 'not-there': 'assets/other.rml', 'other-case': 'assets/Main.rml' }),
  'icon-missing': each('icons', { 'not-there': { '64': 'icons/icon-64.png' } }),
}

/** Every case about manifest.json. */
export const manifestCases: Cases = { ...syntaxCases, ...fieldCases }
