import { h } from 'preact'
import { Icon } from '../icons.ts'
import { store } from '../store.ts'

/** Back, home and what ran last. */
export function NavigationBar(props: { openRecents: () => void; closeCovers: () => void; isCovered: boolean }) {
  const back = () => {
    if (props.isCovered) props.closeCovers()
    else store.do('back')
  }
  const home = () => {
    props.closeCovers()
    store.do('home')
  }
  return h(
    'nav',
    { class: 'nav-bar', 'aria-label': 'Phone' },
    h(
      'button',
      { type: 'button', 'aria-label': 'Back', title: 'Back: mosis sim back', onClick: back },
      h(Icon, { name: 'back', size: 22 }),
    ),
    h(
      'button',
      { type: 'button', 'aria-label': 'Home', title: 'Home: mosis sim home', onClick: home },
      h(Icon, { name: 'home', size: 22 }),
    ),
    h(
      'button',
      { type: 'button', 'aria-label': 'Recent apps', title: 'Recent apps', onClick: props.openRecents },
      h(Icon, { name: 'recents', size: 22 }),
    ),
  )
}
