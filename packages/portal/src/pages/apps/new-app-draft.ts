import { limits } from '@mosis/format/limits'
import type { PageChecks } from '../../parts/failure.ts'
import type { NewApp } from '../../queries/apps.ts'
import { toIdPart } from './id-fault.ts'
import type { newAppTexts } from './new-app.texts.ts'
import { sayIdVerdict } from './say-id-verdict.ts'
import type { IdVerdict } from './use-id-verdict.ts'

/** What has been typed and chosen for a new app. */
export interface NewAppDraft {
  name: string
  /** Undefined while nobody has typed one: it is then proposed from the names of team and app. */
  id: string | undefined
  teamId: string
  category: NonNullable<NewApp['category']> | ''
  description: string
}

/** The id as it stands in its field. */
export function idOf({ id, name }: NewAppDraft, teamName: string): string {
  if (id !== undefined) return id
  const [team, app] = [toIdPart(teamName), toIdPart(name)]
  return team === '' || app === '' ? '' : `com.${team}.${app}`
}

const lengthOf = (text: string) => text.trim().length

/** What has to be mended before the portal is asked to make the app. */
export function findFaults(
  { name, description }: NewAppDraft,
  verdict: IdVerdict,
  t: (typeof newAppTexts)['en'],
): PageChecks | undefined {
  const errors: { pointer: string; message: string }[] = []
  const add = (pointer: string, message: string) => errors.push({ pointer, message })
  if (lengthOf(name) === 0) add('/name', t.nameMissing)
  if (lengthOf(name) > limits.maxNameCodePoints) add('/name', t.nameLong)
  const said = sayIdVerdict(verdict, t, String)
  if (said.kind === 'bad') add('/id', said.text)
  if (lengthOf(description) > limits.maxDescriptionCodePoints) add('/description', t.descriptionLong)
  return errors.length === 0 ? undefined : { errors }
}

/** The body of the request. */
export function toNewApp(draft: NewAppDraft, id: string): NewApp {
  const { name, teamId, category, description } = draft
  return {
    id,
    name: name.trim(),
    description: description.trim(),
    team_id: teamId,
    ...(category !== '' && { category }),
  }
}
