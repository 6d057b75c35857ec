// SPDX-License-Identifier: AGPL-3.0-or-later
// Where imported data belong: the source, the questionnaire that was asked, and the service, registered when it is missing.
// A touchpoint of the channel `import` stands for the other tool; nobody can answer there.
import type { Context } from '../../base/context.ts'
import { visibleLine } from '../../base/visible-text.ts'
import {
  createService,
  createTouchpoint,
  findBody,
  listServices,
  listTouchpoints,
  type Made,
  type Service,
  type Touchpoint,
} from '../../bodies/index.ts'
import { ensureSource, ensureVersion, versionById, type Source, type Version } from '../../catalogue/index.ts'
import { instrumentOf, type Adapter } from './adapter.ts'
import { adapterInvalid, bodyMissing } from './errors.ts'

export interface ImportPlace {
  readonly service: Service
  readonly touchpoint: Touchpoint
}

export interface Origin {
  readonly source: Source
  readonly version: Version
  /** @param name the adapter's name of the service with the row's own words in it. */
  placeOf(name: string): Promise<ImportPlace>
}

/** @param ipaCode of the body, when it is another than the adapter's. @throws PlatformError body-missing. */
export async function openOrigin(context: Context, adapter: Adapter, ipaCode?: string): Promise<Origin> {
  const code = ipaCode ?? adapter.service.body
  const body = await findBody(context, code)
  if (!body)
    throw bodyMissing({ detail: `Carica prima il registro con «${code}», oppure indica un altro ente con --body.` })
  const source = await ensureSource(context, adapter.source)
  const version = (await versionById(context, await ensureVersion(context, instrumentOf(adapter))))!
  const places = new Map<string, ImportPlace>()
  async function placeOf(given: string): Promise<ImportPlace> {
    // As the registry would write it: else the same name read again would look like another.
    const name = visibleLine(given)
    const known = places.get(name)
    if (known) return known
    const { kind, url } = adapter.service
    const services = await listServices(context, body!.id)
    const service =
      services.find((candidate) => candidate.name === name) ??
      made(await createService(context, body!, { name, kind, ...(url !== undefined && { url }) }))
    const touchpoints = await listTouchpoints(context, service.id)
    const wanted = { name: visibleLine(source.name.slice(0, 200)), channel: 'import', stream: adapter.stream }
    const touchpoint =
      touchpoints.find((candidate) => candidate.channel === 'import' && candidate.name === wanted.name) ??
      made(await createTouchpoint(context, service, wanted))
    const place = { service, touchpoint }
    places.set(name, place)
    return place
  }
  return { source, version, placeOf }
}

function made<Thing>(result: Made<Thing>): Thing {
  if (result.ok) return result.value
  throw adapterInvalid({ detail: result.problems.map(({ message }) => message).join(' ') })
}
