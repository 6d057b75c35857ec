// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens a touchpoint that asks from today on: the place and the questionnaire that fits the kind of its service.
import { compose } from '@ascolto/questionnaire'
import type { Context } from '../base/context.ts'
import { dayOf } from '../base/day.ts'
import { createTouchpoint, type Given, type Made, type Service, type Touchpoint } from '../bodies/index.ts'
import { assign } from './assignments.ts'
import { ensureVersion, versionById, type Version } from './versions.ts'

const instruments: Readonly<Record<Service['kind'], string>> = {
  dispositivo: 'procedura',
  consultazione: 'consultazione',
  assistenza: 'assistenza',
  sito: 'pagina',
}

/** The questionnaire that asks what matters in a service of this kind. */
export function instrumentOf(kind: Service['kind']): string {
  return instruments[kind]
}

/** Whether a touchpoint asks who answers: the service has several audiences, and nobody says which of them comes by here. */
export function asksWho({ audience }: Pick<Service, 'audience'>, userKind: Touchpoint['userKind'] = null): boolean {
  return audience.length > 1 && userKind === null
}

/**
 * @param given the touchpoint's fields; `instrument` where another questionnaire fits better, `who` to ask who answers
 * whatever asksWho says.
 */
export async function openTouchpoint(
  context: Context,
  service: Service,
  { instrument = instrumentOf(service.kind), who, ...given }: Given,
): Promise<Made<{ touchpoint: Touchpoint; version: Version }>> {
  if (typeof instrument !== 'string' || !Object.values(instruments).includes(instrument)) {
    return { ok: false, problems: [{ field: 'instrument', message: 'Questionario: scegli una delle voci proposte.' }] }
  }
  const made = await createTouchpoint(context, service, given)
  if (!made.ok) return made
  const touchpoint = made.value
  const withWho = typeof who === 'boolean' ? who : asksWho(service, touchpoint.userKind)
  const versionId = await ensureVersion(context, compose(instrument, { who: withWho }))
  await assign(context, touchpoint.id, versionId, dayOf(context.now()))
  return { ok: true, value: { touchpoint, version: (await versionById(context, versionId))! } }
}
