interface Sized {
  path: string
  sizeBytes: number
}

const kindOf: Readonly<Record<string, string>> = {
  rml: 'screens',
  rcss: 'styles',
  lua: 'scripts',
  json: 'data',
  png: 'images',
  jpg: 'images',
  jpeg: 'images',
  tga: 'images',
  webp: 'images',
  ttf: 'fonts',
  otf: 'fonts',
  ogg: 'sounds',
  wav: 'sounds',
  mp3: 'sounds',
}

/** How many files of each kind there are and what they take, the largest first. */
export function fileKinds(files: readonly Sized[]): { kind: string; files: number; sizeBytes: number }[] {
  const kinds = new Map<string, { kind: string; files: number; sizeBytes: number }>()
  for (const { path, sizeBytes } of files) {
    const kind = kindOf[path.slice(path.lastIndexOf('.') + 1)] ?? 'other'
    const sum = kinds.get(kind) ?? { kind, files: 0, sizeBytes: 0 }
    kinds.set(kind, { kind, files: sum.files + 1, sizeBytes: sum.sizeBytes + sizeBytes })
  }
  return [...kinds.values()].sort((a, b) => b.sizeBytes - a.sizeBytes || (a.kind < b.kind ? -1 : 1))
}
