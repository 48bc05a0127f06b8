import type { Category } from '@mosis/format'

/** What there is to say about an app that exists for the sake of a full store. */
export interface Sketch {
  id: string
  name: string
  description: string
  category: Category
  tags: string[]
  permissions?: string[]
  domains?: string[]
}

export interface SketchVersion {
  version: string
  version_code: number
  /** What its script does besides counting. */
  lua?: string
  permissions?: string[]
  domains?: string[]
}

/** The files of one version of it: a screen with a title and a button that counts. */
export function sketchFiles(app: Sketch, release: SketchVersion): Map<string, Buffer> {
  const { id, name, description, category, tags } = app
  const { version, version_code, lua = '' } = release
  const permissions = release.permissions ?? app.permissions ?? []
  const domains = release.domains ?? app.domains
  const manifest = {
    id,
    name,
    version,
    version_code,
    description,
    entry: 'assets/main.rml',
    author: { name: 'Northlight Studio', url: 'https://northlight.example' },
    category,
    tags,
    permissions,
    min_mosis_version: '1.0.0',
    ...(domains && { network: { allowed_domains: domains, allow_http: false } }),
  }
  const screen = `<rml>
  <head>
    <title>${name}</title>
    <link type="text/rcss" href="app.rcss"/>
    <script src="scripts/app.lua"></script>
  </head>
  <body>
    <h1>${name}</h1>
    <p>${description}</p>
    <button id="again" onclick="again()">Again</button>
    <p id="count">0</p>
  </body>
</rml>
`
  const script = `-- ${name} ${version}
local count = 0

function again()
  count = count + 1
  document:GetElementById("count").inner_rml = tostring(count)
end
${lua}`
  const style = `body { font-family: Inter; padding: 16dp; background-color: #f7f7f5; color: #1f2328; }
h1 { font-size: 24dp; margin-bottom: ${8 + version_code}dp; }
button { padding: 12dp 20dp; border-radius: 8dp; background-color: #2f6f5e; color: #ffffff; }
`
  return new Map(
    Object.entries({
      'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`,
      'assets/main.rml': screen,
      'assets/app.rcss': style,
      'assets/scripts/app.lua': script,
    }).map(([path, text]) => [path, Buffer.from(text)]),
  )
}
