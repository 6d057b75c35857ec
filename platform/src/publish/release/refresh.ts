// SPDX-License-Identifier: AGPL-3.0-or-later
// The one door out. Takes the services whose cube moved, measures them, and rewrites what the public sees of them and of
// the country in one transaction; a crash leaves the services marked. Measures hold no value below the threshold, so none
// can come out here.
import type { Context } from '../../base/context.ts'
import { dayOf } from '../../base/day.ts'
import { measureService } from '../../estimate/index.ts'
import type { ServiceFigures } from '../figures.ts'
import { searchText } from '../../base/search-text.ts'
import { measureNation } from './measure-nation.ts'
import { claim, readIdentities, takeChanges, writeFigures, writeNation, type Identity } from './store.ts'

/** Services of one transaction: what is first is seen first. */
const portion = 50

/** @returns how many services were measured; 0 when nothing moved or another process publishes. */
export async function refresh(context: Context): Promise<{ services: number }> {
  return await context.db.begin(async (transaction) => {
    if (!(await claim(transaction))) return { services: 0 }
    const ids = await takeChanges(transaction, portion)
    if (ids.length === 0) return { services: 0 }
    for (const identity of await readIdentities(transaction, ids)) {
      const figures = await figuresOf(context, identity)
      const { name, bodyName, acronym } = identity
      await writeFigures(transaction, { ...identity, figures, searchText: searchText(name, bodyName, acronym) })
    }
    await writeNation(transaction, await measureNation(transaction), dayOf(context.now()))
    return { services: ids.length }
  })
}

async function figuresOf(context: Context, identity: Identity): Promise<ServiceFigures> {
  const { serviceId, slug, name, description, kind, url, state, demo } = identity
  const { ipaCode, bodyName, acronym, typology, categoryCode, regionCode, regionName } = identity
  const measures = await measureService(context, { id: serviceId, slug, demo })
  return {
    service: { slug, name, description, kind, url, state, demo },
    body: { ipaCode, name: bodyName, acronym, typology, categoryCode, regionCode, region: regionName },
    ...measures,
  }
}
