import { renderSVG } from 'uqr'
import type { Html } from '../html.ts'

/** What an authenticator app takes a picture of. Dark on white in both colour schemes: many cameras read nothing else. */
export function renderTotpQr(otpauthUrl: string): Html {
  const svg = renderSVG(otpauthUrl, { ecc: 'M', border: 4 })
  return { html: svg.replace('<svg ', '<svg class="qr" role="img" aria-label="The secret as a QR code" ') }
}
