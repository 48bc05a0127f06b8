import type { App } from '@mosis/api'
import { limits } from '@mosis/format/limits'
import type { PageChecks } from '../../parts/failure.ts'
import type { AppChanges } from '../../queries/apps.ts'
import type { settingsTexts } from './settings.texts.ts'

/** What stands in the fields of the settings. */
export interface SettingsDraft {
  name: string
  description: string
  category: NonNullable<App['category']> | 'none'
  /** With commas between. */
  tags: string
  defaultLocale: string
  contactEmail: string
  contactUrl: string
  privacyUrl: string
}

export function toDraft(app: App): SettingsDraft {
  return {
    name: app.name,
    description: app.description,
    category: app.category ?? 'none',
    tags: app.tags.join(', '),
    defaultLocale: app.default_locale,
    contactEmail: app.contact_email ?? '',
    contactUrl: app.contact_url ?? '',
    privacyUrl: app.privacy_url ?? '',
  }
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** What is sent. An empty address is none. */
export function toChanges(draft: SettingsDraft): AppChanges {
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    category: draft.category === 'none' ? null : draft.category,
    tags: readTags(draft.tags),
    default_locale: draft.defaultLocale,
    contact_email: orNull(draft.contactEmail),
    contact_url: orNull(draft.contactUrl),
    privacy_url: orNull(draft.privacyUrl),
  }
}

/** Only what differs from the app as it is: somebody else may be changing the rest. */
export function changesOf(app: App, draft: SettingsDraft): AppChanges {
  const before = toChanges(toDraft(app))
  const after = toChanges(draft)
  const names = (Object.keys(after) as (keyof AppChanges)[]).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  )
  return Object.fromEntries(names.map((name) => [name, after[name]]))
}

const mostTags = 10

const readTags = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
]

const lengthOf = (text: string) => text.trim().length

/** What has to be mended before it is sent. */
export function findSettingsFaults(
  { name, description, tags }: SettingsDraft,
  t: (typeof settingsTexts)['en'],
): PageChecks | undefined {
  const words = readTags(tags)
  const isTagged = words.length <= mostTags && words.every((word) => lengthOf(word) <= limits.maxTagCodePoints)
  const errors = [
    ...(lengthOf(name) === 0 ? [{ pointer: '/name', message: t.nameMissing }] : []),
    ...(lengthOf(name) > limits.maxNameCodePoints ? [{ pointer: '/name', message: t.nameLong }] : []),
    ...(lengthOf(description) > limits.maxDescriptionCodePoints
      ? [{ pointer: '/description', message: t.descriptionLong }]
      : []),
    ...(isTagged ? [] : [{ pointer: '/tags', message: t.tagsFault }]),
  ]
  return errors.length === 0 ? undefined : { errors }
}
