import { openLocks } from './lock.ts'

/** Takes a lock and keeps it until it is killed; the test beside starts it. */

const [, , folder = '', name = ''] = process.argv
const release = await openLocks(folder).take(name)
process.stdout.write(release ? 'taken' : 'refused')
setInterval(() => undefined, 60_000)
