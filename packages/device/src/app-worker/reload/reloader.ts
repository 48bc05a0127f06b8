import type { Manifest } from '@mosis/format'
import type { LogEntry, LuaFunctionRef, LuaValue, Sandbox } from '@mosis/sandbox'
import type { ReloadReport } from '../../reload.ts'
import type { PackageFiles } from '../package-files.ts'
import type { Session } from '../session.ts'
import { toFailure, withCode, type Teller } from '../teller.ts'
import { findProblem, toProblem } from './find-problem.ts'
import { keepScreen, restoreScreen, type KeptScreen, type Restored } from './kept-screen.ts'

/** Takes files that changed into the running app. */
export interface Reloader {
  reload(paths: readonly string[], manifest: Manifest | undefined): Promise<ReloadReport>
}

interface ReloaderOptions {
  files: PackageFiles
  tell: Teller
  current: () => Session
  openSession: (manifest: Manifest, granted: readonly string[], log: Teller) => Promise<Session>
  /** Puts a session in the place of the current one, which ends. */
  replace: (next: Session) => Promise<void>
  /** Whoever paints needs the files again. */
  onRepaint: () => void
}

/** Files whose change needs no new start of the app's code. */
const isSheet = (path: string) => path.endsWith('.rcss')
const isTexts = (path: string) => /^locales\/[^/]+\.json$/.test(path)
const isPicture = (path: string) => /\.(?:png|jpe?g|webp|tga|gif|svg|ttf|otf|woff2?)$/i.test(path)

export function createReloader({ files, tell, current, openSession, replace, onRepaint }: ReloaderOptions): Reloader {
  return {
    async reload(paths, manifest) {
      files.reload()
      const { sandbox } = current()
      for (const path of paths) {
        const problem = findProblem(path, files, sandbox)
        if (problem) return { kept: [], lost: [], restarted: false, problem }
      }
      const isLight = paths.every((path) => isSheet(path) || isTexts(path) || isPicture(path))
      return isLight ? refresh(paths) : restart(manifest ?? current().manifest)
    },
  }

  /** Everything stays but how it looks and reads. */
  function refresh(paths: readonly string[]): ReloadReport {
    const { screen, texts } = current()
    if (paths.some(isTexts)) {
      texts.reload()
      screen.retranslate()
    }
    if (paths.some((path) => !isTexts(path))) screen.restyle()
    onRepaint()
    return { kept: ['everything: the app goes on'], lost: [], restarted: false }
  }

  /** The code starts anew beside the old one, which goes on should the new one fail. */
  async function restart(manifest: Manifest): Promise<ReloadReport> {
    const before = current()
    const problems: LogEntry[] = []
    const granted = manifest.permissions.filter((permission) => before.sandbox.grants.has(permission))
    const next = await openSession(manifest, granted, (entry) => {
      if (entry.level === 'error' && current() === before) problems.push(entry)
      else tell(entry)
    })
    const screens = before.navigation.stack().filter((path, index) => index > 0 && files.has(path))
    const handedOver = await handOver(before.sandbox)
    const document = before.screen.current()?.document
    const kept = document && keepScreen(document)
    try {
      await next.navigation.restore([manifest.entry, ...screens])
    } catch (error) {
      problems.unshift({ level: 'error', text: withCode(toFailure(error)) })
    }
    next.noteBegun()
    const [problem] = problems
    // What failed before the change as well is no reason to keep the old code.
    if (problem && (!before.startError || !next.screen.current())) {
      await next.close()
      return { kept: [], lost: [], restarted: false, problem: toProblem(problem, files) }
    }
    for (const entry of problems) tell(entry)
    const isTaken = await takeOver(next.sandbox, handedOver)
    const shown = next.screen.current()
    const back = kept && shown ? restoreScreen(shown.document, kept) : undefined
    await replace(next)
    return report({
      shown: shown?.path,
      isTaken,
      kept,
      back,
      lostScreens: before.navigation.stack().length - 1 - screens.length,
    })
  }
}

interface Outcome {
  shown: string | undefined
  isTaken: boolean
  kept: KeptScreen | undefined
  back: Restored | undefined
  lostScreens: number
}

function report({ shown, isTaken, kept, back, lostScreens }: Outcome): ReloadReport {
  const keptWords: string[] = []
  const lost: string[] = []
  if (shown !== undefined) keptWords.push(`the screen ${shown}`)
  if (lostScreens > 0) lost.push(`${count(lostScreens, 'screen')} whose file is gone`)
  keptWords.push('stored files and databases')
  if (isTaken) keptWords.push('the table of onreload')
  else lost.push('what Lua had in its variables: write a function onreload to hand it over')
  if (kept && back) {
    if (back.fields > 0) keptWords.push(count(back.fields, 'field value'))
    if (kept.fields.size > back.fields)
      lost.push(`${count(kept.fields.size - back.fields, 'field value')}: no such field any more`)
    if (kept.namelessFields > 0) lost.push(`${count(kept.namelessFields, 'field value')}: a field without an id`)
    if (back.scrolls > 0) keptWords.push('how far it is scrolled')
    if (back.hasFocus) keptWords.push('the focus')
  }
  return { kept: keptWords, lost, restarted: true }
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

function isFunction(value: LuaValue): value is LuaFunctionRef {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'lua-function'
}

/** What the old code gives to the new one: the table that its `onreload` answers. */
async function handOver(sandbox: Sandbox): Promise<LuaValue> {
  const onReload = sandbox.getGlobal('onreload')
  if (!isFunction(onReload)) return undefined
  const outcome = await sandbox.call(onReload, [], 'event', { name: 'onreload' })
  onReload.release()
  return outcome.ok ? outcome.values[0] : undefined
}

/** Answers whether the new code took it. */
async function takeOver(sandbox: Sandbox, handedOver: LuaValue): Promise<boolean> {
  const onReload = sandbox.getGlobal('onreload')
  if (!isFunction(onReload)) return false
  const outcome =
    handedOver === undefined
      ? undefined
      : // What came out of one Lua state as plain values goes into the other.
        await sandbox.call(onReload, [handedOver], 'event', { name: 'onreload' })
  onReload.release()
  return outcome?.ok ?? false
}
