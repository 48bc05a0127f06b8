import type { Manifest, Package, PackageFile } from '@mosis/format'
import { parseLua, parseRcss, positionsOf } from '@mosis/syntax'
import type { LuaNode, RcssDeclaration, RcssTree, SyntaxProblem } from '@mosis/syntax'
import { readDocument, type Document } from './documents.ts'
import { isData, limitsFor, newWork, type Excess, type Work } from './work.ts'
import { readJson, type JsonFault, type JsonNode } from './json.ts'
import { collectAssignments, collectMentions, type Assignments, type Mention } from './lua-names.ts'
import { nodesAtLoad } from './lua-load.ts'
import { networkCalls, type NetworkCall } from './network-calls.ts'
import { permissionUses, type PermissionUse } from './permission-report.ts'
import { referencesOf, type Reference } from './references.ts'
import { piecesOfJson, piecesOfSheet } from './pieces.ts'
import { newScript, type PlaceAt, type Script } from './scripts.ts'

/** A style sheet: a file or the body of a `<style>`. */
export interface Sheet {
  path: string
  tree: RcssTree
  placeAt: PlaceAt
}

/** The value of a `style` attribute. */
export interface OwnStyle {
  path: string
  declarations: RcssDeclaration[]
  problems: SyntaxProblem[]
  placeAt: PlaceAt
}

/** A JSON file, read or with what is wrong. */
export interface JsonFile {
  path: string
  node: JsonNode | null
  fault: JsonFault | null
  placeAt: PlaceAt
}

/** Every text of a package, read and parsed once, in the order of paths. */
export interface Texts {
  documents: Document[]
  sheets: Sheet[]
  ownStyles: OwnStyle[]
  scripts: Script[]
  jsonFiles: JsonFile[]
  /** The texts as written. */
  written: { path: string; text: string }[]
  /** Texts that are not judged because they, or all of them together, are too large. */
  unread: { file: PackageFile; excess: Excess }[]
}

/** A package as the rules see it. Nothing of it is run. */
export interface Sources extends Texts {
  pkg: Package
  manifest: Manifest
  /** Where scripts name globals and what belongs to them. */
  mentions: Mention[]
  assignments: Assignments
  atLoad: ReadonlySet<LuaNode>
  networkCalls: NetworkCall[]
  permissionUses: PermissionUse[]
  references: Reference[]
}

/** Reads everything that rules look at. */
export function readSources(pkg: Package): Sources {
  const texts = readTexts(pkg)
  const assignments = collectAssignments(texts.scripts)
  const mentions = collectMentions(texts.scripts, assignments)
  return {
    ...texts,
    pkg,
    manifest: pkg.manifest,
    mentions,
    assignments,
    atLoad: nodesAtLoad(texts.scripts, assignments),
    networkCalls: networkCalls(mentions, assignments),
    permissionUses: permissionUses(texts.scripts, mentions),
    references: referencesOf(texts, mentions, assignments),
  }
}

function readTexts({ files }: Package): Texts {
  const texts: Texts = {
    documents: [],
    sheets: [],
    ownStyles: [],
    scripts: [],
    jsonFiles: [],
    written: [],
    unread: [],
  }
  const work = newWork()
  const bytes = { code: 0, data: 0 }
  for (const file of files.values()) {
    if (!/\.(?:rml|rcss|lua|json)$/.test(file.path)) continue
    const kind = isData(file.path) ? 'data' : 'code'
    const { maxFileBytes, maxTotalBytes } = limitsFor(file.path)
    if (file.sizeBytes > maxFileBytes) texts.unread.push({ file, excess: 'file' })
    else if (bytes[kind] + file.sizeBytes > maxTotalBytes) texts.unread.push({ file, excess: 'total' })
    else if (kind === 'code' && work.isSpent()) texts.unread.push({ file, excess: 'pieces' })
    else {
      bytes[kind] += file.sizeBytes
      const text = file.read().toString('utf8')
      texts.written.push({ path: file.path, text })
      readText(texts, file.path, text, work)
      // What was read up to here stays: half a text is judged, and the package is refused anyway.
      if (kind === 'code' && work.isSpent()) texts.unread.push({ file, excess: 'pieces' })
    }
  }
  return texts
}

function readText(texts: Texts, path: string, text: string, work: Work): void {
  if (path.endsWith('.json') && path !== 'manifest.json') texts.jsonFiles.push(readJsonFile(path, text, work))
  if (path.endsWith('.lua')) {
    const script = readScript(path, text, work)
    if (script) texts.scripts.push(script)
  }
  if (path.endsWith('.rcss')) {
    const tree = parseRcss(text)
    if (work.spend(piecesOfSheet(tree.items))) texts.sheets.push({ path, tree, placeAt: positionsOf(text) })
  }
  if (!path.endsWith('.rml')) return
  const read = readDocument(path, text, work)
  if (!read) return
  texts.documents.push(read.document)
  for (const script of read.scripts) texts.scripts.push(script)
  for (const sheet of read.sheets) texts.sheets.push(sheet)
  for (const ownStyle of read.ownStyles) texts.ownStyles.push(ownStyle)
}

function readScript(path: string, text: string, work: Work): Script | null {
  const tree = parseLua(text, { maxTokens: work.left() })
  return work.spend(tree.tokens) ? newScript(path, 'file', text, tree, positionsOf(text)) : null
}

/** Rules look into files of texts only; other data is judged without being kept. */
function readJsonFile(path: string, text: string, work: Work): JsonFile {
  const read = readJson(text, { keepsTree: !isData(path) })
  const isKept = read.node === null || isData(path) || work.spend(piecesOfJson(read.node))
  return { path, ...(isKept ? read : { node: null, fault: null }), placeAt: positionsOf(text) }
}
