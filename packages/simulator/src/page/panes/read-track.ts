/** One place of a way, so long after its beginning. */
export interface TrackPoint {
  atMs: number
  latitude: number
  longitude: number
}

/** Without times, one place follows another at this pace. */
const stepMs = 1000

/** Reads a GPX file, or JSON: a list of `{ latitude, longitude, atMs }`. */
export function readTrack(name: string, text: string): TrackPoint[] {
  const points = name.endsWith('.json') ? readJson(text) : readGpx(text)
  if (points.length > 0) return points
  throw new Error(`Cannot walk "${name}": it has no places`)
}

function readJson(text: string): TrackPoint[] {
  const rows: unknown = JSON.parse(text)
  if (!Array.isArray(rows)) return []
  return (rows as Partial<TrackPoint>[]).map(({ latitude, longitude, atMs }, index) => ({
    latitude: Number(latitude),
    longitude: Number(longitude),
    atMs: atMs ?? index * stepMs,
  }))
}

function readGpx(text: string): TrackPoint[] {
  const file = new DOMParser().parseFromString(text, 'application/xml')
  const nodes = [...file.querySelectorAll('trkpt, rtept, wpt')]
  const begun = timeOf(nodes[0])
  return nodes.map((node, index) => {
    const passed = timeOf(node) - begun
    return {
      latitude: Number(node.getAttribute('lat')),
      longitude: Number(node.getAttribute('lon')),
      atMs: Number.isFinite(passed) ? passed : index * stepMs,
    }
  })
}

const timeOf = (node: Element | undefined) => Date.parse(node?.querySelector('time')?.textContent ?? '')
