import { generateSigningKey, writePackage } from '@mosis/format'

/** The developer that signs the sample packages, and one who has nothing to do with it. */
export const developer = generateSigningKey()
export const stranger = generateSigningKey()

interface SampleOptions {
  id?: string
  versionCode?: number
  permissions?: readonly string[]
  minMosisVersion?: string
  privateKeyPem?: string
  isSigned?: boolean
  lineage?: string
  manifest?: Record<string, unknown>
  /** Beside the manifest; text or bytes by path. */
  files?: Record<string, string | Uint8Array>
}

/** The files of a small app, for tests. */
export function sampleFiles(options: SampleOptions = {}): Map<string, Uint8Array> {
  const { id = 'com.example.clock', versionCode = 1, permissions = ['storage'], minMosisVersion = '1.0.0' } = options
  const manifest = {
    id,
    name: 'Clock',
    version: `1.0.${versionCode}`,
    version_code: versionCode,
    entry: 'assets/main.rml',
    min_mosis_version: minMosisVersion,
    permissions,
    ...options.manifest,
  }
  const files = { 'assets/main.rml': `<rml><body>Version ${versionCode}</body></rml>`, ...options.files }
  const all = { 'manifest.json': JSON.stringify(manifest), ...files }
  return new Map(Object.entries(all).map(([path, content]) => [path, Buffer.from(content)]))
}

/** The bytes of a small signed app, for tests. */
export function samplePackage(options: SampleOptions = {}): Buffer {
  const { privateKeyPem = developer.privateKeyPem, isSigned = true, lineage } = options
  return writePackage(
    sampleFiles(options),
    isSigned ? { privateKeyPem, ...(lineage !== undefined && { lineage }) } : {},
  )
}
