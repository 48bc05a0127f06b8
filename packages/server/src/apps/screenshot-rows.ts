import type { Screenshot } from '@mosis/api'
import type { AppScreenshotRow, Db } from '../db/schema.ts'

/** Where a screenshot lies in storage; the address is its contents. */
export const imageKey = (sha256: string) => `images/${sha256}.webp`

/** The screenshots of an app in the order in which they are shown. */
export function selectScreenshots(db: Db, appId: string) {
  return db.selectFrom('app_screenshot').selectAll().where('app_id', '=', appId).orderBy('position').orderBy('id')
}

export function toScreenshot({ id, sha256, width, height, caption }: AppScreenshotRow): Screenshot {
  return { id, url: `/images/${sha256}.webp`, width, height, caption }
}
