// SPDX-License-Identifier: AGPL-3.0-or-later
// Somebody who runs a service makes invitations; a person answers by one, and the same invitation answers no second time. With the
// keyboard alone, with and without scripts.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { createService, findBody, type Service } from '../platform/src/bodies/index.ts'
import { logIn } from '../platform/src/bodies/testing.ts'
import { openTouchpoint } from '../platform/src/catalogue/index.ts'
import { check, press, tabTo } from './keyboard.ts'
import { assertNothingStored, journeysOf, type Stage } from './stage.ts'

let service: Service
let bodyId: number

async function prepare({ context }: Stage): Promise<void> {
  await context.db`insert into bodies.body (ipa_code, name, sort_name) values ('c_h294', 'Comune di Forlì', 'comune di forli')`
  const body = (await findBody(context, 'c_h294'))!
  const made = await createService(context, body, { name: 'Iscrizione all’asilo nido', kind: 'dispositivo' })
  assert.ok(made.ok)
  service = made.value
  bodyId = body.id
}

/** By the keys, to the file. @returns the links in it. */
async function makeInvitations(page: Page, number: string): Promise<string[]> {
  await tabTo(page, 'spinbutton', 'Quanti inviti')
  await page.keyboard.type(number)
  await tabTo(page, 'button', 'Genera e scarica il file')
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  assert.match(file.suggestedFilename(), /^ascolto-inviti-\w+-[0-9a-f]{8}\.csv$/)
  const [head, ...lines] = readFileSync(await file.path(), 'utf8')
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
  assert.equal(head, '"collegamento"')
  return lines.map((line) => line.slice(1, -1))
}

async function rate(page: Page): Promise<void> {
  await tabTo(page, 'radio', /1 stell/)
  for (let star = 1; star < 4; star++) await page.keyboard.press('ArrowRight')
  await press(page, 'button', 'Invia')
}

journeysOf(
  'somebody who invites, and who is invited',
  (journey) => {
    for (const scripts of [true, false])
      journey(`one invitation is one answer, ${scripts ? 'with' : 'without'} scripts`, async (stage) => {
        const { context } = stage
        const opened = await openTouchpoint(context, service, { name: `Ricevuta ${scripts}`, channel: 'email' })
        assert.ok(opened.ok)
        const { code } = opened.value.touchpoint
        const owner = await logIn(context, { role: 'service-owner', bodyId, services: [service.id] })
        const page = await stage.openAs(owner, { javaScriptEnabled: scripts, acceptDownloads: true })
        await page.goto(`/area/punti/${code}`)
        await press(page, 'link', 'Vai agli inviti')
        await check(page, scripts)
        await press(page, 'link', 'Genera inviti')
        await check(page, scripts)
        await press(page, 'button', 'Genera e scarica il file')
        assert.match(await page.getByRole('alert').innerText(), /Quanti inviti: serve un numero intero/)
        await check(page, scripts)
        const links = await makeInvitations(page, '12')
        assert.equal(new Set(links).size, 12)
        await press(page, 'link', 'Torna agli inviti')
        assert.match(await page.locator('main').innerText(), /12\s+meno di 10/)
        await check(page, scripts)

        const person = await stage.open({ javaScriptEnabled: scripts, viewport: { width: 320, height: 640 } })
        await person.goto(links[0]!)
        assert.match(await person.locator('main').innerText(), /vale una risposta sola/)
        await check(person, scripts)
        await person.setViewportSize({ width: 320, height: 640 })
        await rate(person)
        await person.getByRole('heading', { level: 1, name: 'Grazie. Vuoi dirci di più?' }).waitFor()
        assert.ok(!person.url().includes(links[0]!.split('=')[1]!))
        if (scripts) await assertNothingStored(person)

        const again = await stage.open({ javaScriptEnabled: scripts, colorScheme: 'dark' })
        await again.goto(links[0]!)
        await rate(again)
        assert.match(await again.locator('main').innerText(), /è già arrivata una risposta, e ne vale una sola/)
        assert.ok(await again.getByRole('radio', { name: /4 stelle/ }).isChecked(), 'what was chosen is still there')
        await check(again, scripts)
        await press(again, 'button', 'Invia')
        await again.getByRole('heading', { level: 1, name: 'Grazie. Vuoi dirci di più?' }).waitFor()
        const rows = await context.db`
          select stream, channel, assurance from collect.answer
          where touchpoint_id = ${opened.value.touchpoint.id} order by assurance`
        assert.deepEqual(
          rows.map((row) => Object.values(row).join(' ')),
          ['invited email code', 'spontaneous email open'],
        )

        await press(page, 'link', /^Annulla gli inviti/)
        await check(page, scripts)
        await press(page, 'button', 'Annulla questi inviti')
        assert.match(await page.locator('main').innerText(), /Annullati il/)
        await page.emulateMedia({ colorScheme: 'dark' })
        await check(page, scripts)
        await person.goto(links[1]!)
        await rate(person)
        assert.match(await person.locator('main').innerText(), /è stato annullato dall’ente/)
        await check(person, scripts)
      })
  },
  prepare,
)
