// SPDX-License-Identifier: AGPL-3.0-or-later
// The platform at its most talkative on a data folder of its own, for a proxy in front of it. Nobody waits for time to pass: every
// wait is for a condition.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { dayOf } from '../../platform/src/base/day.ts'
import { createInvitation, createKey, findBody, findTouchpoint } from '../../platform/src/bodies/index.ts'
import { logIn } from '../../platform/src/bodies/testing.ts'
import { issueCodes } from '../../platform/src/collect/index.ts'
import { findNginx, withoutNginx } from '../../tools/test/machine/nginx.ts'
import { openExample } from '../../worlds/example.ts'
import { withInstallation } from '../durability/rig/installation.ts'
import { startPlatform, type PlatformProcess } from '../durability/rig/platform-process.ts'
import { freePorts, hasOpenssl, names, startProxy, type Change, type Ports, type Proxy } from './proxy.ts'
import { filesIn, type Places } from './traces.ts'
import { ask, inAnswersAlone, nowhere } from './visitor.ts'
import type { Scene } from './visits.ts'

const nginx = findNginx()
const missing = nginx === null ? withoutNginx : hasOpenssl() ? undefined : 'non eseguito: openssl assente'
/** What every request says in its path. */
export const path = ['canarino-percorso', 'canarino-pagina', 'canarino-origine']

export interface Stage {
  readonly folder: string
  readonly data: string
  readonly ports: Ports
  readonly scene: Scene
  readonly environment: Record<string, string>
  platform: PlatformProcess
}

let proxies = 0

/** What the next proxy will have for a folder. */
export const folderOfNext = ({ folder }: Stage): string => join(folder, `proxy-${proxies + 1}`)

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ascolto-traceless-'))
  const data = join(folder, 'data')
  const ports = await freePorts()
  const scene = await withInstallation(data, async (context): Promise<Scene> => {
    const { code, slug, versionId } = await openExample(context)
    const body = (await findBody(context, 'demo_esempio'))!
    const { account, token } = await logIn(context, { role: 'programme-manager' })
    const given = { name: 'Prova', scopes: 'responses.write', perMinute: '600' }
    const made = await createKey(context, { body, actor: account, given, random: Buffer.alloc(32, 7) })
    if (made.kind !== 'made') throw new Error(JSON.stringify(made))
    const invitation = await createInvitation(context, {
      purpose: 'member',
      role: 'publisher',
      name: 'A',
      email: 'a@b.example',
    })
    const [version] = await context.db<
      { hash: string }[]
    >`select hash from catalogue.instrument_version where id = ${versionId}`
    const found = (await findTouchpoint(context, code))!
    const wanted = { number: '40', channel: 'email', expiresOn: dayOf(context.now()), note: '' }
    const whole = { found, actor: account, given: wanted, secret: Buffer.alloc(32, 9), whole: context }
    const issued = await issueCodes(context, whole)
    if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
    const secrets = new Set([made.text, token, invitation, ...issued.codes])
    return {
      code,
      slug,
      ipa: 'demo_esempio',
      versionHash: version!.hash,
      apiKey: made.text,
      session: token,
      invitation,
      codes: [...issued.codes],
      secrets,
    }
  })
  const environment = {
    ASCOLTO_PORT: String(ports.platform),
    ASCOLTO_PUBLIC_URL: `https://${names.open}:${ports.secure}`,
    ASCOLTO_WORKSPACE_URL: `https://${names.workspace}:${ports.secure}`,
    ASCOLTO_TRUSTED_PROXY: 'yes',
    ASCOLTO_LOG: 'debug',
  }
  return { folder, data, ports, scene, environment, platform: await startPlatform(data, environment) }
}

export async function withProxy<T>(
  { folder, ports }: Stage,
  mutations: readonly Change[],
  act: (proxy: Proxy) => Promise<T>,
): Promise<T> {
  const proxy = await startProxy(nginx!, join(folder, `proxy-${++proxies}`), ports, mutations)
  try {
    return await act(proxy)
  } finally {
    await proxy.stop()
  }
}

/** What nginx, the platform and PostgreSQL have written outside of tables. */
export function logs({ data, platform }: Stage, { folder }: Proxy): Places {
  return new Map([
    ...[...filesIn(folder, ['nginx.conf', 'tls'])].map(([name, text]) => [`nginx ${name}`, text] as const),
    ...[...filesIn(data, ['postgres'])].map(([name, text]) => [`data ${name}`, text] as const),
    ['platform', platform.written()] as const,
  ])
}

export const sought = ({ scene }: Stage): string[] => [...nowhere, ...inAnswersAlone, ...path, ...scene.secrets]

export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await condition()); attempt++) {
    if (attempt === 1500) throw new Error('waited in vain')
    await wait(20)
  }
}

export const healthy = (proxy: Proxy) => async (): Promise<boolean> =>
  (await ask(proxy, { path: '/health' })).status === 200

type Visit = (name: string, run: (stage: Stage) => Promise<void>) => void

/** Tests on one stage, inside a describe. */
export function visitsOf(define: (visit: Visit) => void): void {
  let stage: Stage | undefined
  before(async () => {
    if (missing === undefined) stage = await openStage()
  })
  after(async () => {
    await stage?.platform.stop()
    if (stage) rmSync(stage.folder, { recursive: true, force: true })
  })
  define((name, run) => void test(name, async (t) => (stage === undefined ? t.skip(missing) : await run(stage))))
}
