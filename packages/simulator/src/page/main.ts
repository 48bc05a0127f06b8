import { h, render } from 'preact'
import { App } from './app.ts'
import { connect } from './connection.ts'
import { screenFeed } from './phone/screen-feed.ts'
import { store } from './store.ts'

/** More than this nobody reads; the program keeps the rest. */
const maxEntries = 2000

store.connection = connect({
  onState: (isConnected) => store.set({ isConnected }),
  receive(message) {
    switch (message.type) {
      case 'phone':
        store.set({ phone: message.phone, isOver: false })
        return
      case 'screen':
        screenFeed.take(message.update)
        return
      case 'video':
        void screenFeed.takePicture(message.source, message.picture)
        return
      case 'leader':
        screenFeed.setReporting(message.isLeader)
        return
      case 'console': {
        const before = message.isWhole ? [] : store.state.console
        store.set({ console: [...before, ...message.entries].slice(-maxEntries) })
        return
      }
      case 'bye':
        store.set({ isOver: true })
    }
  },
})

const root = document.getElementById('page')
if (root) render(h(App, null), root)
