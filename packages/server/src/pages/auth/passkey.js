// Runs in the browser, on pages with a passkey button. Each button is the submit of an ordinary form: this asks the portal what
// to sign, has the device sign it, puts the answer into the form and sends it.

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (isPossible()) form.addEventListener('submit', (event) => void answer(event, form))
  else say(form, whyNot())
}

async function answer(event, form) {
  event.preventDefault()
  const button = form.querySelector('button')
  button.disabled = true
  say(form, 'Waiting for your device …')
  try {
    const options = await askPortal(form.dataset.options)
    const credential = form.dataset.passkey === 'create' ? await create(options) : await get(options)
    form.elements.response.value = JSON.stringify(credential.toJSON())
    form.submit()
  } catch (failure) {
    say(form, explain(failure))
    button.disabled = false
  }
}

const create = (options) =>
  navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
const get = (options) =>
  navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })

async function askPortal(path) {
  const response = await fetch(path, { method: 'POST', headers: { accept: 'application/json' } })
  const body = await response.json()
  if (response.ok) return body
  // The page knows where to sign in or to confirm first.
  if (body.code === 'auth.recent_sign_in_required' || response.status === 401) location.reload()
  throw new Error(`${body.detail}. ${body.fix}.`)
}

function isPossible() {
  return typeof globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function'
}

function whyNot() {
  return globalThis.isSecureContext
    ? 'This browser is too old for passkeys here. Update it, or sign in another way.'
    : 'Passkeys need a portal that is reached over https.'
}

function explain(failure) {
  if (failure.name === 'NotAllowedError')
    return 'The device gave no passkey: it was cancelled, took too long, or has none.'
  if (failure.name === 'InvalidStateError') return 'This device has a passkey of your account already.'
  if (failure.name === 'SecurityError')
    return 'The address of this page is not the one that the portal was set up with.'
  return failure.message
}

function say(form, text) {
  form.querySelector('[data-passkey-says]').textContent = text
}
