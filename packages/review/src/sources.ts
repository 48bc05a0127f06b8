import type { Manifest, Package, PackageFile } from '@mosis/format'
import { parseLua, parseRcss, positionsOf } from '@mosis/syntax'
import type { LuaNode, RcssDeclaration, RcssTree, SyntaxProblem } from '@mosis/syntax'
import { readDocument, type Document } from './documents.ts'
import { readJson, type JsonFault, type JsonNode } from './json.ts'
import { collectAssignments, collectMentions, type Assignments, type Mention } from './lua-names.ts'
import { nodesAtLoad } from './lua-load.ts'
import { networkCalls, type NetworkCall } from './network-calls.ts'
import { permissionUses, type PermissionUse } from './permission-report.ts'
import { referencesOf, type Reference } from './references.ts'
import { newScript, type PlaceAt, type Script } from './scripts.ts'

/** Bytes of one text: 1 MiB. Scripts and screens of people have a tenth of it, and a string in Lua has no more. */
export const maxTextBytes = 1_048_576
/** Bytes of all texts of a package: 4 MiB, so that a review takes seconds whatever the package holds. */
export const maxTotalTextBytes = 4_194_304

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
  unread: PackageFile[]
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
  let totalBytes = 0
  for (const file of files.values()) {
    if (!/\.(?:rml|rcss|lua|json)$/.test(file.path)) continue
    if (file.sizeBytes > maxTextBytes || totalBytes + file.sizeBytes > maxTotalTextBytes) texts.unread.push(file)
    else {
      totalBytes += file.sizeBytes
      readText(texts, file.path, file.read().toString('utf8'))
    }
  }
  return texts
}

function readText(texts: Texts, path: string, text: string): void {
  texts.written.push({ path, text })
  if (path.endsWith('.json')) texts.jsonFiles.push({ path, ...readJson(text), placeAt: positionsOf(text) })
  if (path.endsWith('.lua')) texts.scripts.push(newScript(path, 'file', text, parseLua(text), positionsOf(text)))
  if (path.endsWith('.rcss')) texts.sheets.push({ path, tree: parseRcss(text), placeAt: positionsOf(text) })
  if (!path.endsWith('.rml')) return
  const { document, scripts, sheets, ownStyles } = readDocument(path, text)
  texts.documents.push(document)
  for (const script of scripts) texts.scripts.push(script)
  for (const sheet of sheets) texts.sheets.push(sheet)
  for (const ownStyle of ownStyles) texts.ownStyles.push(ownStyle)
}
