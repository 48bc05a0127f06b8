import { h } from 'preact'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { PhoneView } from '../protocol.ts'

/** Never larger than this: a phone that is too large is no phone. */
const mostScale = 1.25

/** Makes the phone as large as there is room. */
export function Stage({ phone, children }: { phone: PhoneView; children?: ComponentChildren }) {
  const stage = useRef<HTMLElement>(null)
  const holder = useRef<HTMLDivElement>(null)
  const { width, height, dpRatio } = phone.surroundings
  useEffect(() => {
    const [room, box] = [stage.current, holder.current]
    const body = box?.firstElementChild
    if (!room || !box || !(body instanceof HTMLElement)) return undefined
    const fit = () => {
      const style = getComputedStyle(room)
      const across = room.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
      const down = room.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom)
      const scale = Math.min(across / body.offsetWidth, down / body.offsetHeight, mostScale)
      body.style.setProperty('transform', `scale(${scale})`)
      box.style.setProperty('width', `${body.offsetWidth * scale}px`)
      box.style.setProperty('height', `${body.offsetHeight * scale}px`)
    }
    const observer = new ResizeObserver(fit)
    observer.observe(room)
    observer.observe(body)
    fit()
    return () => observer.disconnect()
  }, [width, height, dpRatio])
  return h(
    'section',
    { class: 'stage', ref: stage, 'aria-label': 'Phone' },
    h('div', { class: 'holder', ref: holder }, children),
  )
}
