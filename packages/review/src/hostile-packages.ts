const manifest = {
  id: 'com.example.clock',
  name: 'Clock',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  min_mosis_version: '1.0.0',
}
const codeBytes = 524_288
const sizes: Readonly<Record<string, readonly [copies: number, bytes: number]>> = {
  rcss: [8, 262_144],
  json: [2, 4_194_304],
}

/** What a hostile file is made of: a head, a unit again and again, a tail. The names say what it attacks. */
const shapes: Readonly<Record<string, Readonly<Record<string, (bytes: number) => string>>>> = {
  lua: {
    'a call in three bytes': (bytes) => fill(bytes, 'f()'),
    'blocks in blocks': (bytes) => fill(bytes, 'do '.repeat(150) + 'end '.repeat(150)),
    'brackets in brackets': (bytes) => fill(bytes, `x=${'('.repeat(190)}1${')'.repeat(190)} `),
    'one table': (bytes) => fill(bytes, 'a=1,', 'x={', '}'),
    'one expression': (bytes) => fill(bytes, '+1', 'x=1'),
    'one chain of fields': (bytes) => fill(bytes, '.b', 'x=a'),
    'names that stand for names': (bytes) => count(bytes, (index) => `g${index + 1}=g${index} `),
    'a label in every line': (bytes) => count(bytes, (index) => `::a${index}::\n`),
    'jumps out of blocks': (bytes) => fill(bytes, 'goto a ', '', '::a::'),
    'loops in loops': (bytes) => fill(bytes, 'while 1 do '.repeat(150) + 'end '.repeat(150)),
    'timers in timers': (bytes) => fill(bytes, 'timer.every(1,function() '.repeat(60) + 'end) '.repeat(60)),
    'a wall of escapes': (bytes) => fill(bytes, '\\x41', 'x="', '"'),
    'addresses of many hosts': (bytes) => count(bytes, (index) => `network.request{url="http://a${index}.b/"}`),
    'access tokens': (bytes) => fill(bytes, 'sk_live_abcdefghijklmnopqrstuvwx '),
    'turned text': (bytes) => '\u202e'.repeat(bytes / 3),
  },
  rml: {
    'open expressions': (bytes) => fill(bytes, '{{'),
    'closed expressions': (bytes) => fill(bytes, '{{a}}', '<rml><body>'),
    'end tags without an end': (bytes) => fill(bytes, '</'),
    'end tags of other elements': (bytes) => fill(bytes, '<a></b>', '<rml>'),
    'elements with code and styles': (bytes) => fill(bytes, '<p style="a:b" onclick="f()"/>', '<rml>', '</rml>'),
    'attributes of one element': (bytes) => count(bytes, (index) => ` a${index}="1"`, '<rml'),
    'elements in elements': (bytes) => fill(bytes, '<p>'),
    entities: (bytes) => fill(bytes, '&x;', '<rml>', '</rml>'),
    'scripts of a word': (bytes) => fill(bytes, '<script>f()</script>', '<rml>', '</rml>'),
  },
  rcss: {
    'empty rules': (bytes) => fill(bytes, 'p{}'),
    'selectors of one rule': (bytes) => fill(bytes, 'p,', '', 'p{}'),
    'declarations of one rule': (bytes) => fill(bytes, 'a:b;', 'p{', '}'),
    'brackets in a value': (bytes) => fill(bytes, '(', 'p{a:', '}'),
    'images in a value': (bytes) => count(bytes, (index) => `image(a${index}.png)`, 'p{decorator:', '}'),
    quotes: (bytes) => fill(bytes, '"'),
  },
  json: {
    numbers: (bytes) => fill(bytes, '1,', '[', '1]'),
    'objects of one member': (bytes) => fill(bytes, '{"a":1},', '[', '1]'),
    'names of files': (bytes) => fill(bytes, '.png-', '["', '"]'),
    'a wall of escapes': (bytes) => fill(bytes, '\\n', '"', '"'),
  },
}

/** Packages that are as large as a review still reads and cost as much as we know how to make them, by name. */
export function* hostilePackages(): Generator<[name: string, files: Map<string, Uint8Array>]> {
  for (const [extension, texts] of Object.entries(shapes)) {
    const [copies, bytes] = sizes[extension] ?? [4, codeBytes]
    for (const [name, write] of Object.entries(texts)) {
      const text = Buffer.from(write(bytes))
      const paths = Array.from({ length: copies }, (_, index) => `assets/${index}.${extension}`)
      yield [`${extension}: ${name}`, app(new Map(paths.map((path) => [path, text])))]
    }
  }
  const small = Buffer.from('os.exit() import("x.lua") f()\n'.repeat(60))
  yield ['995 small scripts', app(new Map(Array.from({ length: 995 }, (_, index) => [`assets/${index}.lua`, small])))]
}

function app(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  return new Map([
    ['manifest.json', Buffer.from(JSON.stringify(manifest))],
    ['assets/main.rml', Buffer.from('<rml><body>12:00</body></rml>')],
    ...files,
  ])
}

function fill(bytes: number, unit: string, head = '', tail = ''): string {
  return head + unit.repeat((bytes - head.length - tail.length) / unit.length) + tail
}

function count(bytes: number, unit: (index: number) => string, head = '', tail = ''): string {
  const units: string[] = []
  let left = bytes - head.length - tail.length
  for (let next = unit(0); next.length <= left; next = unit(units.length)) {
    units.push(next)
    left -= next.length
  }
  return head + units.join('') + tail
}
