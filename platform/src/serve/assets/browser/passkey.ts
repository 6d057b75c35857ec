// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes and uses passkeys on the pages that ask for one: each form[data-passkey] says what, where, and in which words. Where
// the browser has no passkeys the page stays as it is and says so. Nothing here makes markup: words go in as text.

type Json = Record<string, unknown>

/** What is wrong, in words for the person. */
class Told extends Error {}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) offer(form)

function offer(form: HTMLFormElement): void {
  if (typeof PublicKeyCredential !== 'function' || !('credentials' in navigator)) return
  const button = form.querySelector('button')!
  button.hidden = false
  form.querySelector<HTMLElement>('[data-without]')!.hidden = true
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (button.ariaDisabled === 'true') return
    button.ariaDisabled = 'true'
    show(form, form.dataset['waiting']!)
    perform(form)
      .then((way) => location.assign(way))
      .catch((error: unknown) => show(form, wordsFor(form, error)))
      .finally(() => (button.ariaDisabled = 'false'))
  })
}

/** @returns where to go on. */
async function perform(form: HTMLFormElement): Promise<string> {
  const given = Object.fromEntries(new FormData(form)) as Json
  const options = await send(form, '/opzioni', given)
  const credential =
    form.dataset['passkey'] === 'create'
      ? await navigator.credentials.create({ publicKey: creation(options) })
      : await navigator.credentials.get({ publicKey: request(options) })
  const { way } = await send(form, '', { ...given, answer: written(credential as PublicKeyCredential) })
  return String(way)
}

async function send(form: HTMLFormElement, path: string, content: Json): Promise<Json> {
  const { address, form: token } = form.dataset
  const reply = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { 'x-ascolto-form': token }) },
    body: JSON.stringify(content),
  })
  // Somebody was sent to another page instead: to log in, or to prove who they are.
  if (reply.redirected) {
    location.assign(reply.url)
    return new Promise(() => {})
  }
  const said = (await reply.json().catch(() => ({}))) as Json
  if (reply.ok) return said
  const words = said['message'] ?? [said['title'], said['detail']].filter(Boolean).join(' ')
  throw new Told(String(words || form.dataset['failed']))
}

function wordsFor({ dataset }: HTMLFormElement, error: unknown): string {
  if (error instanceof Told) return error.message
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'AbortError') return dataset['cancelled']!
  if (name === 'InvalidStateError') return dataset['known']!
  return name === 'SecurityError' ? dataset['addressWrong']! : dataset['failed']!
}

function show(form: HTMLFormElement, words: string): void {
  form.querySelector('[data-said]')!.textContent = words
}

/* WebAuthn in JSON: the browser's own reading and writing where it has them, by hand where it has not yet. */

function creation(options: Json): PublicKeyCredentialCreationOptions {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) {
    return PublicKeyCredential.parseCreationOptionsFromJSON(options as never)
  }
  const user = options['user'] as Json
  const excludeCredentials = known(options['excludeCredentials'])
  const read = { challenge: bytes(options['challenge']), user: { ...user, id: bytes(user['id']) }, excludeCredentials }
  return { ...options, ...read } as unknown as PublicKeyCredentialCreationOptions
}

function request(options: Json): PublicKeyCredentialRequestOptions {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) {
    return PublicKeyCredential.parseRequestOptionsFromJSON(options as never)
  }
  const allowCredentials = known(options['allowCredentials'])
  return { ...options, challenge: bytes(options['challenge']), allowCredentials } as PublicKeyCredentialRequestOptions
}

function known(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as Json[]).map(
    (one) => ({ ...one, id: bytes(one['id']) }) as unknown as PublicKeyCredentialDescriptor,
  )
}

function written(credential: PublicKeyCredential): unknown {
  if (typeof credential.toJSON === 'function') return credential.toJSON()
  const { id, rawId, type, response } = credential
  const names = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'] as const
  const parts = names.flatMap((name) => {
    const value = (response as unknown as Record<string, ArrayBuffer | null | undefined>)[name]
    return value ? [[name, text(value)]] : []
  })
  const { getTransports } = response as Partial<AuthenticatorAttestationResponse>
  const transports = getTransports ? { transports: getTransports.call(response) } : {}
  return {
    ...{ id, type, rawId: text(rawId), clientExtensionResults: credential.getClientExtensionResults() },
    response: { ...Object.fromEntries(parts), ...transports },
  }
}

function bytes(base64url: unknown): Uint8Array<ArrayBuffer> {
  const base64 = String(base64url).replaceAll('-', '+').replaceAll('_', '/')
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

function text(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
