// SPDX-License-Identifier: AGPL-3.0-or-later
// For tests: an authenticator in software. It does what a real one does, and on request exactly one thing wrong.
import { isoCBOR } from '@simplewebauthn/server/helpers'
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

/** What goes wrong: each is something a platform must notice. */
export interface Faults {
  /** The page the browser shows. */
  readonly origin?: string
  readonly rpId?: string
  /** Whether the person showed that it is them. */
  readonly verified?: boolean
  readonly counter?: number
  /** Another challenge than the one it was given. */
  readonly challenge?: string
  readonly userHandle?: string
  /** Another key signs. */
  readonly forged?: boolean
}

interface Options {
  readonly challenge: string
  readonly rp?: { readonly id?: string }
  readonly rpId?: string
  readonly user?: { readonly id: string }
}

export class TestAuthenticator {
  readonly id = randomBytes(32).toString('base64url')
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #origin: string
  #counter = 0
  #userHandle = ''

  constructor(origin = 'http://localhost') {
    this.#origin = origin
  }

  /** Makes its passkey. */
  create(options: Options, faults: Faults = {}) {
    this.#userHandle = options.user?.id ?? ''
    const clientDataJSON = this.#clientData('webauthn.create', options, faults)
    const key = [
      Buffer.alloc(16),
      Buffer.from([0, 32]),
      Buffer.from(this.id, 'base64url'),
      coseKey(this.#keys.publicKey),
    ]
    const authData = this.#authData(options.rp?.id ?? '', 0x40, faults, Buffer.concat(key))
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ])
    const attestationObject = Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url')
    return this.#answer({ clientDataJSON, attestationObject, transports: ['internal'] })
  }

  /** Uses it. */
  get(options: Options, faults: Faults = {}) {
    this.#counter = faults.counter ?? this.#counter + 1
    const clientDataJSON = this.#clientData('webauthn.get', options, faults)
    const authData = this.#authData(options.rpId ?? '', 0, faults)
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest()
    const { privateKey } = faults.forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : this.#keys
    const signature = sign('sha256', Buffer.concat([authData, hash]), privateKey).toString('base64url')
    const userHandle = faults.userHandle ?? this.#userHandle
    return this.#answer({ clientDataJSON, authenticatorData: authData.toString('base64url'), signature, userHandle })
  }

  #answer<Response extends object>(response: Response) {
    const { id } = this
    return { id, rawId: id, type: 'public-key' as const, response, clientExtensionResults: {} }
  }

  #clientData(type: string, { challenge }: Options, faults: Faults): string {
    const origin = faults.origin ?? this.#origin
    const data = { type, challenge: faults.challenge ?? challenge, origin, crossOrigin: false }
    return Buffer.from(JSON.stringify(data)).toString('base64url')
  }

  #authData(rpId: string, more: number, faults: Faults, rest = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.#counter)
    const flags = 0x01 | (faults.verified === false ? 0 : 0x04) | more
    const place = createHash('sha256')
      .update(faults.rpId ?? rpId)
      .digest()
    return Buffer.concat([place, Buffer.from([flags]), counter, rest])
  }
}

function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const part = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))
  const map = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, part(x)],
    [-3, part(y)],
  ])
  return Buffer.from(isoCBOR.encode(map as never))
}
