import { useTexts } from '../../texts.ts'
import { crashesTexts } from './crashes.texts.ts'

/** Names the kind of a crash; one that only the app knows stays as it is. */
export function useCrashType(): (type: string) => string {
  const { types } = useTexts(crashesTexts)
  return (type) => (Object.hasOwn(types, type) ? types[type as keyof typeof types] : type)
}
