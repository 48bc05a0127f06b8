import type { Page } from 'playwright-core'

/**
 * What a page does against good practice, out of twelve points: errors in the console, failed requests, requests to other hosts,
 * old interfaces of the browser, pictures out of their shape, doctype, character set, width of a phone, language, a policy without
 * loopholes, Trusted Types, and a favicon. HTTPS is not asked for: on loopback there is none.
 */
export async function askPractice(page: Page, address: string): Promise<string[]> {
  const faults: string[] = []
  const { origin } = new URL(address)
  page.on('console', (message) => {
    if (message.type() === 'error' || /deprecat/i.test(message.text()))
      faults.push(`the console says "${message.text()}"`)
  })
  page.on('pageerror', (failure) => faults.push(`uncaught: ${failure.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} from ${response.url()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) faults.push(`asks ${url.origin}`)
  })
  await page.addInitScript(() => {
    const old: string[] = []
    Object.assign(globalThis, { old })
    new ReportingObserver(
      (reports) => old.push(...reports.map(({ type, body }) => `${type}: ${JSON.stringify(body)}`)),
      {
        types: ['deprecation', 'intervention'],
        buffered: true,
      },
    ).observe()
  })
  const response = await page.goto(address, { waitUntil: 'networkidle' })
  const policy = response?.headers()['content-security-policy'] ?? ''
  if (policy === '' || /unsafe-|\*/.test(policy)) faults.push(`its policy is "${policy}"`)
  if (!policy.includes("require-trusted-types-for 'script'")) faults.push('it does without Trusted Types')
  const seen = await page.evaluate(() => ({
    old: (globalThis as unknown as { old: string[] }).old,
    doctype: document.doctype?.name,
    charset: document.characterSet,
    isQuirky: document.compatMode !== 'CSS1Compat',
    lang: document.documentElement.lang,
    viewport: document.querySelector('meta[name=viewport]')?.getAttribute('content') ?? '',
    icon: document.querySelector('link[rel~=icon]') !== null,
    squeezed: [...document.images]
      .filter(({ complete, naturalWidth }) => complete && naturalWidth > 0)
      .filter((image) => {
        if (getComputedStyle(image).objectFit !== 'fill') return false
        const { width, height } = image.getBoundingClientRect()
        return height > 0 && Math.abs(width / height - image.naturalWidth / image.naturalHeight) > 0.05
      })
      .map(({ src }) => src),
  }))
  faults.push(...seen.old, ...seen.squeezed.map((src) => `${src} is out of its shape`))
  if (seen.doctype !== 'html' || seen.isQuirky) faults.push('it has no doctype of HTML')
  if (seen.charset !== 'UTF-8') faults.push(`its character set is ${seen.charset}`)
  if (seen.lang === '') faults.push('it names no language')
  if (!/width=device-width/.test(seen.viewport) || /user-scalable=no|maximum-scale/.test(seen.viewport)) {
    faults.push(`its viewport is "${seen.viewport}"`)
  }
  if (!seen.icon) faults.push('it has no icon')
  return faults
}
