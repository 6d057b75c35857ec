// SPDX-License-Identifier: AGPL-3.0-or-later
// Two people who decide about answers that were kept apart, with the keyboard and without any script: one proposes and cannot
// confirm, the other finds it waiting, reads why, and confirms.
import assert from 'node:assert/strict'
import { compose } from '@ascolto/questionnaire'
import { addDays, dayOf } from '../../platform/src/base/day.ts'
import { createService, createTouchpoint, findBody } from '../../platform/src/bodies/index.ts'
import { logIn, type Person } from '../../platform/src/bodies/testing.ts'
import { assign, ensureVersion } from '../../platform/src/catalogue/index.ts'
import { storeHeld } from '../../platform/src/collect/quarantine/testing.ts'
import { storeAnswer } from '../../platform/src/estimate/testing.ts'
import { check, press, tabTo } from '../keyboard.ts'
import { journeysOf, type Stage } from '../stage.ts'

let ada: Person
let bruno: Person
let clara: Person
let slug: string

async function prepare({ context }: Stage): Promise<void> {
  const { db } = context
  await db`insert into bodies.body (ipa_code, name, sort_name) values ('c_h294', 'Comune di Forlì', 'comune di forli')`
  const body = (await findBody(context, 'c_h294'))!
  const service = await createService(context, body, { name: 'Iscrizione all’asilo nido', kind: 'dispositivo' })
  assert.ok(service.ok)
  slug = service.value.slug
  const point = { name: 'Pagina di conferma dopo l’invio', channel: 'web', stream: 'invited' }
  const touchpoint = await createTouchpoint(context, service.value, point)
  assert.ok(touchpoint.ok)
  const version = compose('procedura')
  const versionId = await ensureVersion(context, version)
  const today = dayOf(context.now())
  await assign(context, touchpoint.value.id, versionId, addDays(today, -20))
  const questions = version.document.items.length
  const place = { serviceId: service.value.id, versionId, questions }
  for (let n = 0; n < 40; n++) {
    const codes = Array<number>(questions)
      .fill(-1)
      .with(0, 1 + (n % 5))
    await storeAnswer(db, { ...place, codes, day: addDays(today, -2), stream: 'invited' })
  }
  const held = { ...place, touchpointId: touchpoint.value.id }
  await storeHeld(db, { ...held, day: addDays(today, -1), reason: 'honeypot', first: Array<number>(14).fill(1) })
  await storeHeld(db, { ...held, day: addDays(today, -3), reason: 'rate', first: Array<number>(12).fill(3) })
  ada = await logIn(context, { role: 'publisher' })
  bruno = await logIn(context, { role: 'methodologist' })
  clara = await logIn(context, { role: 'administrator', bodyId: body.id })
}

const ways = [
  { scripts: true, group: 'Campo nascosto compilato', n: 14 },
  { scripts: false, group: 'Troppe dalla stessa rete', n: 12 },
] as const

journeysOf(
  'two people who decide',
  (journey) => {
    for (const { scripts, group, n } of ways) {
      journey(`propose and confirm by the keyboard, ${scripts ? 'with' : 'without'} scripts`, async (stage) => {
        const one = await stage.openAs(ada, { javaScriptEnabled: scripts })
        await one.goto('/area')
        await press(one, 'link', 'Messe da parte')
        await check(one, scripts)
        await press(one, 'link', 'Iscrizione all’asilo nido')
        await check(one, scripts)
        await press(one, 'link', new RegExp(`^Escludile.*${group}`))
        await press(one, 'button', 'Proponi')
        assert.match(await one.getByRole('alert').innerText(), /Perché: scrivi qualcosa/)
        await check(one, scripts)
        await tabTo(one, 'textbox', /^Perché/)
        await one.keyboard.type('Lo stesso segno molte volte in un giorno: è un programma.')
        await press(one, 'button', 'Proponi')
        assert.match(await one.locator('main').innerText(), /Questa proposta è tua: la conferma un’altra persona/)
        assert.equal(await one.getByRole('button', { name: 'Conferma' }).count(), 0)
        await check(one, scripts)

        const two = await stage.openAs(bruno, { javaScriptEnabled: scripts, colorScheme: 'dark' })
        await two.goto('/area')
        assert.match(await two.locator('main').innerText(), /Una proposta aspetta la tua conferma/)
        await check(two, scripts)
        await press(two, 'link', 'Vedi le proposte')
        await check(two, scripts)
        await press(two, 'link', `${n} risposte da escludere`)
        assert.match(await two.locator('main').innerText(), /è un programma/)
        await check(two, scripts)
        await press(two, 'button', 'Conferma')
        assert.match(await two.locator('main').innerText(), /Confermata/)
        await check(two, scripts)

        await one.reload()
        assert.match(await one.locator('main').innerText(), new RegExp(`Risposte spostate\\s+${n}`))
      })
    }

    journey('are followed by the body, which decides nothing', async (stage) => {
      const page = await stage.openAs(clara)
      await page.goto(`/area/servizi/${slug}`)
      await press(page, 'link', 'Risposte messe da parte')
      const text = await page.locator('main').innerText()
      assert.match(text, /Campo nascosto compilato/)
      assert.doesNotMatch(text, /Proponi|Contale|Escludile/)
      assert.equal(await page.locator('main form').count(), 0)
      await check(page, true)
    })
  },
  prepare,
)
