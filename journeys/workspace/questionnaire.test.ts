// SPDX-License-Identifier: AGPL-3.0-or-later
// The person who runs a desk: adds a question of the own body, looks at it, prints the sheet, and types what came back on paper –
// with the keyboard alone, and without scripts.
import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { createService, findBody } from '../../platform/src/bodies/index.ts'
import { logIn } from '../../platform/src/bodies/testing.ts'
import { openTouchpoint } from '../../platform/src/catalogue/index.ts'
import { assertAccessible, assertNoSidewaysScroll, journeysOf, type Stage } from '../stage.ts'

let code: string

async function arrive(stage: Stage, options: BrowserContextOptions = {}): Promise<Page> {
  const body = (await findBody(stage.context, 'c_h294'))!
  return stage.openAs(await logIn(stage.context, { role: 'administrator', bodyId: body.id }), options)
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const today = ({ context }: Stage): string => context.now().toISOString().slice(0, 10)

/** Types and goes on to the next field, as hands do. */
async function fillInOrder(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
}

journeysOf(
  'the person who runs a desk',
  (journey) => {
    journey('makes up a question, looks at it and asks it, by the keyboard and without scripts', async (stage) => {
      const page = await arrive(stage, { javaScriptEnabled: false })
      await page.goto(`/area/punti/${code}/questionario`)
      await page.getByLabel('Come si risponde').first().focus()
      await fillInOrder(page, 'Scegliendo una', 'Quanto hai aspettato?', 'Poco\nMolto')
      await page.getByRole('button', { name: 'Controlla' }).focus()
      await page.keyboard.press('Enter')
      await heading(page, 'Controlla il questionario')
      const opened = page.waitForEvent('popup')
      await page.getByRole('button', { name: 'anteprima' }).press('Enter')
      const preview = await opened
      await preview.getByText('Quanto hai aspettato?').waitFor()
      await preview.getByLabel('Tedesco').check()
      await preview.getByRole('button', { name: 'Mostra' }).press('Enter')
      await preview.getByRole('heading', { name: 'Weitere Fragen' }).waitFor()
      await page.getByRole('button', { name: 'Chiedi così' }).press('Enter')
      await page.getByText('una domanda propria').waitFor()

      const person = await stage.open()
      await person.goto(`/v/${code}`)
      await person.getByRole('radio').nth(3).check({ force: true })
      await person.getByRole('button', { name: 'Invia' }).click()
      await person.getByRole('heading', { name: 'Altre domande di questo ente' }).waitFor()
      await person.getByLabel('Molto', { exact: true }).check()
      await assertAccessible(person)
    })

    journey('types sheets one after the other without touching a mouse', async (stage) => {
      const page = await arrive(stage, { javaScriptEnabled: false })
      await page.goto(`/area/punti/${code}/moduli`)
      await page.getByRole('button', { name: 'Comincia' }).press('Enter')
      await heading(page, 'Inserisci i moduli')
      await fillInOrder(page, '5', '3', '4')
      await page.keyboard.press('Enter')
      await page.getByText('Finora: 1 modulo.').waitFor()
      await page.keyboard.type('9')
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Domanda 1: «9» non è una delle caselle' }).press('Enter')
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type('2')
      await page.keyboard.press('Enter')
      await page.getByText('Finora: 2 moduli.').waitFor()
      const rows = await stage.context.db`
        select codes[1] as rating from collect.answer where channel = 'sportello' order by 1`
      assert.deepEqual(
        rows.map(({ rating }) => Number(rating)),
        [2, 5],
      )
    })

    journey('finds every page accessible, 320 px wide and in the dark', async (stage) => {
      const narrow = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' } as const
      const page = await arrive(stage, narrow)
      const point = `/area/punti/${code}`
      const typing = `inserisci?giorno=${today(stage)}&lingua=it&inseriti=2`
      for (const path of ['questionario', 'moduli', 'modulo?lingua=de', typing]) {
        await page.goto(`${point}/${path}`)
        await assertAccessible(page)
        await assertNoSidewaysScroll(page)
      }
      await page.goto(`${point}/questionario`)
      await page.getByRole('link', { name: 'Vedi l’anteprima' }).first().click()
      await heading(page, 'Raccontaci com’è andata')
      await assertAccessible(page)
      await assertNoSidewaysScroll(page)
    })
  },
  async ({ context }) => {
    await context.db`insert into bodies.body (ipa_code, name, sort_name) values ('c_h294', 'Comune di Forlì', 'comune di forli')`
    const body = (await findBody(context, 'c_h294'))!
    const service = await createService(context, body, { name: 'Anagrafe', kind: 'assistenza' })
    assert.ok(service.ok)
    const opened = await openTouchpoint(context, service.value, { name: 'Sportello' })
    assert.ok(opened.ok)
    code = opened.value.touchpoint.code
  },
)
