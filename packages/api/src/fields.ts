import { z } from 'zod'
import { categories, type Category } from '@mosis/format/categories'

/** A moment: ISO 8601 in UTC with milliseconds, `2026-11-21T08:00:00.000Z`. */
export const time = z.iso.datetime().describe('ISO 8601, UTC')

/** A package id: reverse domain, lower case, the pattern of the manifest's `id`. */
export const appId = z
  .string()
  .max(128)
  .regex(/^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/, 'must be a reverse domain in lower case such as com.example.clock')

/** An id made by the portal: a prefix for its kind and a sortable rest (`ver_01k…`). */
export const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{6,40}$`), `must be an id that begins with ${prefix}_`)

export const category = z.enum(categories.map(({ name }) => name) as [Category, ...Category[]])

/** A language, with a script or a region where it needs one: `en`, `pt-BR`, `zh-Hant`; answered in its canonical form. */
export const locale = z
  .string()
  .max(35)
  .transform((tag, context) => {
    const canonical = canonicalLocale(tag)
    if (canonical !== undefined && /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(canonical)) return canonical
    context.addIssue({ code: 'custom', message: 'must be a language tag such as en, pt-BR or zh-Hant' })
    return z.NEVER
  })

/** BCP 47 knows several ways to write one tag. */
function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch (failure) {
    if (failure instanceof RangeError) return undefined
    throw failure
  }
}

export const versionCode = z.int().min(1).max(2_147_483_647)

/** X.Y.Z, no leading zeros, no pre-release (the manifest's `version`). */
export const versionName = z.string().regex(/^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$/, 'must be X.Y.Z')

/** A lower-case hexadecimal SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')

/** How a list is asked for; `cursor` is the `next_cursor` of the answer before. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(512).optional(),
}

/** A moment as it is stored, however it was written, so that texts compare as moments do. */
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .describe('ISO 8601')

/** How a log is narrowed to a time: from a moment on, and before another. */
export const timeQuery = {
  from: moment.optional().describe('Only what happened at this moment or later'),
  to: moment.optional().describe('Only what happened before this moment'),
}

/** A page of a list: `next_cursor` is null on the last one. */
export const pageOf = <Name extends string, Item extends z.ZodType>(name: Name, item: Item) =>
  z.object({
    ...({ [name]: z.array(item) } as Record<Name, z.ZodArray<Item>>),
    next_cursor: z.string().nullable(),
    total: z.int().optional(),
  })
