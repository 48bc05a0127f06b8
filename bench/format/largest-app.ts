import { randomFillSync } from 'node:crypto'

/** Random bytes that are the same in every run. */
function* noise(seed: number): Generator<number> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state
  }
}

/** The files of an app as large as the format allows: 1,000 entries with META-INF, half text and half sound, about 50 MiB packed. */
export function largestApp(): Map<string, Buffer> {
  const files = new Map<string, Buffer>([
    ['manifest.json', Buffer.from(JSON.stringify(manifest))],
    ['assets/main.rml', Buffer.from('<rml><head><title>Bench</title></head><body>Bench</body></rml>')],
  ])
  const random = noise(7)
  for (let index = 0; files.size < 997; index++) {
    const path = `assets/part-${String(index).padStart(4, '0')}`
    if (index % 2 === 0) files.set(`${path}.json`, words(random, 63_000))
    else files.set(`${path}.ogg`, sound(76_500))
  }
  return files
}

const manifest = {
  id: 'com.example.bench',
  name: 'Bench',
  version: '1.0.0',
  version_code: 1,
  entry: 'assets/main.rml',
  min_mosis_version: '1.0.0',
}

function words(random: Generator<number>, sizeBytes: number): Buffer {
  const vocabulary = Array.from({ length: 3000 }, () => (random.next().value as number).toString(36))
  let text = '["'
  while (text.length < sizeBytes - 2) text += `${vocabulary[(random.next().value as number) % 3000]} `
  return Buffer.from(`${text.slice(0, sizeBytes - 2)}"]`)
}

function sound(sizeBytes: number): Buffer {
  const bytes = randomFillSync(Buffer.alloc(sizeBytes))
  bytes.write('OggS\0', 'latin1')
  return bytes
}
