/** A plain app of 100 files: 24 screens, each with a sheet, a script and translations. */
export function hundredFileApp(): Map<string, Buffer> {
  const files = new Map<string, string>()
  const screens = Array.from({ length: 24 }, (_, index) => `s${index}`)
  files.set(
    'manifest.json',
    JSON.stringify({
      id: 'com.example.hundred',
      name: 'Hundred',
      version: '1.0.0',
      version_code: 1,
      entry: 'assets/main.rml',
      min_mosis_version: '1.0.0',
      permissions: ['storage'],
      locales: ['en', 'de'],
      default_locale: 'en',
    }),
  )
  files.set('assets/main.rml', document('main', screens))
  files.set('assets/styles/theme.rcss', sheet('body'))
  files.set('assets/scripts/app.lua', script('main', screens))
  for (const name of screens) {
    files.set(
      `assets/screens/${name}.rml`,
      document(`../${name}`, [name]).replaceAll('"styles/', '"../styles/').replaceAll('"scripts/', '"../scripts/'),
    )
    files.set(`assets/styles/${name}.rcss`, sheet(`.${name}`))
    files.set(`assets/scripts/${name}.lua`, script(name, [name]))
    files.set(
      `assets/data/${name}.json`,
      JSON.stringify({ name, rows: Array.from({ length: 40 }, (_, row) => ({ row })) }),
    )
  }
  const texts = JSON.stringify(Object.fromEntries(screens.map((name) => [name, `Screen ${name}`])))
  for (const locale of ['en', 'de']) files.set(`locales/${locale}.json`, texts)
  return new Map([...files].map(([path, text]) => [path, Buffer.from(text)]))
}

function document(title: string, names: string[]): string {
  const name = names.length === 1 ? names[0] : 'main'
  const style = name === 'main' ? 'theme' : name
  const program = name === 'main' ? 'app' : name
  const rows = names.map((each) => `<button id="${each}" onclick="open_${each}()">${each}</button>`).join('\n')
  return `<rml><head><title>${title}</title><link type="text/rcss" href="styles/${style}.rcss"/><script src="scripts/${program}.lua"></script></head>
<body><div class="list">${rows}</div></body></rml>`
}

const sheet = (selector: string) =>
  Array.from(
    { length: 30 },
    (_, index) => `${selector} .c${index} { margin: ${index}dp; color: #aabbcc; display: block; }`,
  ).join('\n')

const script = (name: string, screens: string[]) =>
  [
    `local saved = storage.read("data/${name}.json")`,
    ...screens.map((each) => `function open_${each}()\n\tnavigateTo("screens/${each}.rml")\nend`),
    ...Array.from(
      { length: 20 },
      (_, index) =>
        `local function f${index}(x)\n\tif x > ${index} then return x * 2 end\n\treturn "${index}"\nend\nprint(f${index}(1), saved)`,
    ),
  ].join('\n')
