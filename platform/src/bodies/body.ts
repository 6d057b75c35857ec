// SPDX-License-Identifier: AGPL-3.0-or-later
// The things this stage knows, as the stages above see them.

export interface Body {
  readonly id: number
  readonly ipaCode: string
  readonly name: string
  readonly sortName: string
  readonly acronym: string | null
  readonly fiscalCode: string | null
  readonly typology: string | null
  readonly categoryCode: string | null
  readonly comuneName: string | null
  readonly provinceAbbreviation: string | null
  readonly regionCode: string | null
  readonly website: string | null
  readonly state: 'active' | 'closed'
  readonly demo: boolean
}

export interface Service {
  readonly id: number
  readonly bodyId: number
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly kind: 'dispositivo' | 'consultazione' | 'assistenza' | 'sito'
  readonly audience: readonly string[]
  readonly channels: readonly string[]
  readonly lifeEvents: readonly string[]
  readonly businessEvents: readonly string[]
  readonly interactivityLevel: string | null
  readonly url: string | null
  /** What it is in the Single Digital Gateway, and the address the gateway links to; both null when it is not there. */
  readonly sdgCategory: SdgCategory | null
  readonly sdgUrl: string | null
  readonly state: 'active' | 'closed'
  readonly demo: boolean
}

/** As Implementing Regulation (EU) 2020/1121 tells its three forms of feedback apart. */
export type SdgCategory = 'Information' | 'Procedure' | 'Assistance'

export interface Touchpoint {
  readonly id: number
  readonly serviceId: number
  /** Short, public, without letters that look alike. */
  readonly code: string
  readonly name: string
  readonly channel: 'web' | 'app' | 'sportello' | 'telefono' | 'email' | 'qr' | 'import'
  /** Who answers here, when only one kind of people comes by. */
  readonly userKind: 'cittadino' | 'impresa' | 'intermediario' | null
  readonly stream: 'invited' | 'spontaneous'
  /** Addresses of sites that may show the question, as https://www.inps.it. */
  readonly origins: readonly string[]
  readonly state: 'active' | 'paused' | 'closed'
  /** Code of the touchpoint this one was put together with. */
  readonly mergedInto: string | null
  readonly demo: boolean
}
