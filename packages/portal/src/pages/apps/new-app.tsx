import { getRouteApi } from '@tanstack/react-router'
import { useTexts } from '../../texts.ts'
import { useTitle } from '../../title.ts'
import { AppMade } from './app-made.tsx'
import { newAppTexts } from './new-app.texts.ts'
import { NewAppForm } from './new-app-form.tsx'

const route = getRouteApi('/console/apps/new')

/** Makes an app; then, at an address of its own, says what comes next. */
export function NewApp() {
  const t = useTexts(newAppTexts)
  const { created } = route.useSearch()
  useTitle(t.title)
  return created === undefined ? <NewAppForm /> : <AppMade appId={created} />
}
