import { fileURLToPath } from 'node:url'
import type { PaintFont } from '@mosis/screen'

/** The family that texts have when their style names none that is loaded. */
export const systemFamily = 'Inter'

const faces = [
  {
    name: 'Inter-Regular.ttf',
    find: () => import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
    weight: '400',
    style: 'normal',
  },
  {
    name: 'Inter-Italic.ttf',
    find: () => import.meta.resolve('@expo-google-fonts/inter/400Regular_Italic/Inter_400Regular_Italic.ttf'),
    weight: '400',
    style: 'italic',
  },
  {
    name: 'Inter-Medium.ttf',
    find: () => import.meta.resolve('@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf'),
    weight: '500',
    style: 'normal',
  },
  {
    name: 'Inter-SemiBold.ttf',
    find: () => import.meta.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
    weight: '600',
    style: 'normal',
  },
  {
    name: 'Inter-Bold.ttf',
    find: () => import.meta.resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'),
    weight: '700',
    style: 'normal',
  },
] as const

/** The fonts that every screen has, as a phone has its own; `/system/fonts/…` to apps. */
export const systemFonts: readonly PaintFont[] = faces.map(({ name, weight, style }) => ({
  family: systemFamily,
  source: `/system/fonts/${name}`,
  weight,
  style,
}))

/** The file of a font of the platform; undefined for every other path. */
export function findSystemFont(path: string): string | undefined {
  const face = faces.find(({ name }) => path === `/system/fonts/${name}`)
  return face && fileURLToPath(face.find())
}
