import type { Shot } from './screenshots.ts'

/** One HTML file that shows all pictures beside each other, with a filter for each of their sides. */
export function drawIndex(shots: readonly Shot[]): string {
  const sides = ['page', 'state', 'language', 'theme', 'width'] as const
  const selects = sides.map((side) => {
    const values = [...new Set(shots.map((shot) => String(shot[side])))]
    const options = ['', ...values].map((value) => `<option value="${value}">${value || 'all'}</option>`)
    return `<label>${side} <select name="${side}">${options.join('')}</select></label>`
  })
  const figures = shots.map((shot) => {
    const data = sides.map((side) => `data-${side}="${shot[side]}"`).join(' ')
    const faults = shot.faults.map(({ rule, what }) => `<li>${escape(rule)}: ${escape(what)}</li>`).join('')
    const title = sides.map((side) => shot[side]).join(' · ')
    const picture = `<a href="${shot.file}"><img src="${shot.file}" loading="lazy" alt="${title}"></a>`
    return `<figure ${data}>${picture}<figcaption>${title}</figcaption><ul>${faults}</ul></figure>`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Every page of the portal</title>
<style>
  body { margin: 0; font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark }
  form { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 16px; padding: 12px 16px; background: canvas; border-bottom: 1px solid #8886 }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(280px, 1fr)); gap: 24px; padding: 16px }
  figure { margin: 0 }
  img { width: 100%; height: 320px; object-fit: cover; object-position: top; border: 1px solid #8886; border-radius: 6px }
  ul { margin: 4px 0; padding-left: 18px; color: #c33 }
</style>
<form>${selects.join('')}<label><input type="checkbox" name="wrong"> with faults only</label><output></output></form>
<main>${figures.join('\n')}</main>
<script>
  const form = document.querySelector('form')
  const show = () => {
    const wanted = [...new FormData(form)].filter(([name, value]) => value !== '' && name !== 'wrong')
    const isWrong = form.wrong.checked
    let count = 0
    for (const figure of document.querySelectorAll('figure')) {
      const fits = wanted.every(([name, value]) => figure.dataset[name] === value)
      figure.hidden = !fits || (isWrong && !figure.querySelector('li'))
      if (!figure.hidden) count++
    }
    form.querySelector('output').textContent = count + ' pictures'
  }
  form.addEventListener('change', show)
  show()
</script>
`
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
