// SPDX-License-Identifier: AGPL-3.0-or-later
// Rows for every list of the workspace, as long and as crooked as real ones are: names that fill three lines, addresses without
// a place to break, roles that end soon, files that were half refused.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { compose } from '@ascolto/questionnaire'
import type { Context } from '../../platform/src/base/context.ts'
import { addDays, dayOf } from '../../platform/src/base/day.ts'
import { openTask, runTask } from '../../platform/src/base/tasks/index.ts'
import {
  addPasskey,
  createKey,
  createService,
  findBody,
  importRegistry,
  inviteCentral,
  inviteMember,
  keyScopes,
  requestAdhesion,
  type Body,
} from '../../platform/src/bodies/index.ts'
import { logIn, type Person } from '../../platform/src/bodies/testing.ts'
import { assign, ensureVersion, openTouchpoint } from '../../platform/src/catalogue/index.ts'
import { heldReasons, propose } from '../../platform/src/collect/index.ts'
import { storeHeld } from '../../platform/src/collect/quarantine/testing.ts'

const origin = 'http://localhost'
const longMail = 'segreteria.transizione.digitale@comune.santagatadimilitello.messina.example'

const registry = `cod_amm\tdes_amm\tComune\tProvincia\tRegione\tacronimo
c_a999\tComune di Sant’Agata di Militello e Unione dei Comuni dei Nebrodi Occidentali\tSant’Agata di Militello\tME\tSicilia\t
inps\tIstituto Nazionale Previdenza Sociale\tRoma\tRM\tLazio\tINPS
asl_bz\tAzienda sanitaria dell’Alto Adige – Südtiroler Sanitätsbetrieb\tBolzano/Bozen\tBZ\tTrentino-Alto Adige/Südtirol\tASDAA-SABES
c_h294\tComune di Forlì\tForlì\tFC\tEmilia Romagna\t
\tUn ente senza codice\tRoma\tRM\tLazio\t
`

export interface Filled {
  /** Every list page, from the root, by who may open it. */
  readonly pages: readonly { readonly person: Person; readonly addresses: readonly string[] }[]
}

export async function fillLists(context: Context): Promise<Filled> {
  const central = ['programme-manager', 'methodologist', 'support', 'auditor'] as const
  const boss = await logIn(context, ...central.map((role) => ({ role })))
  const task = await bringRegistry(context, boss)
  const body = (await findBody(context, 'c_a999'))!
  const administrator = await logIn(context, { role: 'administrator', bodyId: body.id })
  const { slug, code, hash, ...asked } = await openPlaces(context, body)
  await keepApart(context, asked, boss)
  await addPeople(context, { body, administrator, boss })
  await addKeys(context, { body, administrator })
  await askAdhesions(context)
  const here = `/area/enti/${body.ipaCode}`
  return {
    pages: [
      {
        person: administrator,
        addresses: [
          ...['/area', here, `/area/servizi/${slug}`, `${here}/persone`, `${here}/persone/inviti`],
          ...[`${here}/chiavi`, `${here}/registro`, '/area/profilo', '/area/adesione?q=comune'],
          `/area/servizi/${slug}/messe-da-parte`,
        ],
      },
      {
        person: boss,
        addresses: [
          ...['', '/enti', '/adesioni', '/persone', '/posta', '/registro'].map((path) => `/area/programma${path}`),
          ...['/area/modello', '/area/modello/assegnazioni', `/area/modello/assegnazioni/${code}`],
          ...[`/area/modello/versioni/${hash}`, '/area/assistenza?q=comune', '/area/registro', '/area/lavori'],
          ...[`/area/lavori/${task}`, '/area/messe-da-parte', `/area/servizi/${slug}/messe-da-parte`],
        ],
      },
    ],
  }
}

/** As the page does, with its task. */
async function bringRegistry(context: Context, { account }: Person): Promise<string> {
  const fileName = 'amministrazioni_indicepa_estrazione_completa_2026-03-01.txt'
  const task = { kind: 'registry', title: `Registro IndicePA: ${fileName}`, accountId: account.id }
  const id = await openTask(context, task)
  await runTask(context, id, async () => {
    const { rejected, ...report } = await importRegistry(context, Readable.from([Buffer.from(registry)]), { fileName })
    return { ...report, rejected: rejected.length, firstRejected: rejected }
  })
  return id
}

async function openPlaces(context: Context, body: Body) {
  const names = ['Iscrizione all’asilo nido e alle sezioni primavera', 'Pagamento della TARI']
  const made = await Promise.all(names.map((name) => createService(context, body, { name, kind: 'dispositivo' })))
  const [first] = made.map((one) => (assert.ok(one.ok), one.value))
  const opened = await openTouchpoint(context, first!, { name: 'Pagina di conferma dopo l’invio' } as never)
  assert.ok(opened.ok)
  const { touchpoint } = opened.value
  const today = dayOf(context.now())
  const [before, after] = [compose('procedura', { who: true }), compose('pagina')]
  const versionId = await ensureVersion(context, before)
  await assign(context, touchpoint.id, versionId, addDays(today, -90))
  await assign(context, touchpoint.id, await ensureVersion(context, after), addDays(today, 20))
  const next = compose('procedura', { who: false })
  await ensureVersion(context, next)
  const asked = {
    serviceId: first!.id,
    touchpointId: touchpoint.id,
    versionId,
    questions: before.document.items.length,
  }
  return { slug: first!.slug, code: touchpoint.code, hash: next.hash, ...asked }
}

type Asked = Omit<Parameters<typeof storeHeld>[1], 'day' | 'reason' | 'first'>

/** Answers of every reason, on days far apart, and a proposal whose words do not end soon. */
async function keepApart(context: Context, asked: Asked, { account }: Person): Promise<void> {
  const today = dayOf(context.now())
  for (const reason of heldReasons) {
    for (const back of [2, 40])
      await storeHeld(context.db, { ...asked, day: addDays(today, -back), reason, first: [1, 2, 5] })
  }
  const why = 'Lo stesso segno molte volte in pochi minuti, da una rete sola: è un programma. '.repeat(4).trim()
  const days = { from: addDays(today, -2), to: addDays(today, -2) }
  const { serviceId, touchpointId } = asked
  const proposed = { serviceId, touchpointId, act: 'exclude', reason: 'honeypot', ...days, why } as const
  assert.notEqual(await propose(context, account, proposed), undefined)
}

interface Working {
  readonly body: Body
  readonly administrator: Person
}

async function addPeople(context: Context, { body, administrator, boss }: Working & { boss: Person }): Promise<void> {
  const today = dayOf(context.now())
  await logIn(context, { role: 'analyst', bodyId: body.id, expiresOn: addDays(today, 10) })
  await logIn(context, { role: 'service-owner', bodyId: body.id })
  const token = (): string => randomBytes(32).toString('base64url')
  const given = { name: 'Maria Concetta Dell’Acqua Brambilla', email: longMail, expiresOn: addDays(today, 300) }
  const inviter = administrator.account
  await inviteMember(context, {
    ...{ body, inviter, given: { ...given, role: 'administrator' } },
    ...{ origin, token: token() },
  })
  await inviteCentral(context, {
    ...{ inviter: boss.account, given: { ...given, role: 'methodologist' } },
    ...{ origin, token: token() },
  })
  for (const name of ['Portatile dell’ufficio', 'Telefono']) {
    const passkey = { id: token(), publicKey: new Uint8Array(), counter: 0, transports: [] }
    await addPasskey(context, administrator.account.id, passkey, name)
  }
}

async function addKeys(context: Context, { body, administrator }: Working): Promise<void> {
  const given = {
    name: 'Sportello telematico polifunzionale',
    scopes: keyScopes.map(({ code }) => code),
    perMinute: '60',
  }
  const keying = { body, actor: administrator.account, given, random: randomBytes(32) }
  const keyed = await createKey(context, keying)
  assert.equal(keyed.kind, 'made')
}

async function askAdhesions(context: Context): Promise<void> {
  for (const code of ['c_h294', 'asl_bz']) {
    const asked = {
      name: 'Anna Rossi',
      email: longMail,
      office: 'Responsabile per la transizione digitale',
      notice: 'yes',
    }
    const body = (await findBody(context, code))!
    await requestAdhesion(context, body, asked, origin)
  }
}
