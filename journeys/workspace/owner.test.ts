// SPDX-License-Identifier: AGPL-3.0-or-later
// The person who runs a service: finds the body, registers the service, takes the link, and sees the first answer arrive.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { findBody, importRegistry } from '../../platform/src/bodies/index.ts'
import { logIn } from '../../platform/src/bodies/testing.ts'
import { assertAccessible, assertNoSidewaysScroll, journeysOf, reloadUntil, type Stage } from '../stage.ts'

const registry = `cod_amm\tdes_amm\tComune\tProvincia\tRegione\tacronimo
inps\tIstituto Nazionale Previdenza Sociale\tRoma\tRM\tLazio\tINPS
c_h294\tComune di Forlì\tForlì\tFC\tEmilia Romagna\t`

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

/** A page of the comune's administrator. */
async function arrive(stage: Stage, options: BrowserContextOptions = {}): Promise<Page> {
  const body = (await findBody(stage.context, 'c_h294'))!
  return stage.openAs(await logIn(stage.context, { role: 'administrator', bodyId: body.id }), options)
}

/** From the person's first page to an open touchpoint. @returns its public link. */
async function register(page: Page, name: string): Promise<string> {
  await page.goto('/area')
  await page.getByRole('link', { name: 'Comune di Forlì' }).first().click()
  await heading(page, 'Comune di Forlì')
  await page.getByRole('link', { name: 'Registra un servizio' }).click()
  await page.getByLabel('Nome', { exact: false }).first().fill(name)
  await page.getByLabel('Dispositivo').check()
  await press(page, 'Registra')
  await heading(page, name)
  await page.getByLabel('Nome', { exact: false }).first().fill('Pagina di conferma')
  await page.getByLabel('Su invito').check()
  await press(page, 'Apri')
  await heading(page, 'Pagina di conferma')
  return (await page.getByRole('link', { name: '/v/' }).getAttribute('href')) ?? ''
}

journeysOf(
  'the person who runs a service',
  (journey) => {
    for (const javaScriptEnabled of [true, false]) {
      const way = javaScriptEnabled ? 'with script' : 'without script'
      journey(`registers a service and sees its first answer, ${way}`, async (stage) => {
        const page = await arrive(stage, { javaScriptEnabled })
        const name = `Iscrizione al nido ${way}`
        const link = await register(page, name)
        assert.match(link, /\/v\/[0-9a-z]{7}$/)

        const person = await stage.open()
        await person.goto(link)
        await person.getByRole('radio', { name: 'Valuta 4 stelle su 5' }).check({ force: true })
        await person.getByRole('button', { name: 'Invia' }).click()
        await person.getByRole('heading', { level: 1, name: 'Grazie. Vuoi dirci di più?' }).waitFor()

        await page.getByRole('link', { name, exact: true }).click()
        await reloadUntil(page, '1 risposta, l’ultima ')
        await page.getByRole('link', { name: 'Vedi la stima nell’osservatorio' }).click()
        await page.waitForURL(({ pathname }) => pathname.startsWith('/servizi/'))
        // The service is there from the next edition on.
        await reloadUntil(page, 'Troppo poche risposte')
        await heading(page, name)
        assert.doesNotMatch(await page.content(), /75 su 100/)
      })
    }

    journey('finds what was written again after an error, with the way to what is wrong', async (stage) => {
      const page = await arrive(stage)
      await page.goto('/area/enti/c_h294/servizi/nuovo')
      await page.getByLabel('Descrizione').fill('Testo <b>da tenere</b>')
      await press(page, 'Registra')
      await page.getByText('Non ho salvato').waitFor()
      await assertAccessible(page)
      assert.equal(await page.getByLabel('Descrizione').inputValue(), 'Testo <b>da tenere</b>')
      await page.getByRole('link', { name: 'Nome: scrivi qualcosa.' }).click()
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'name')
    })

    journey('works on a telephone, in the dark, with every page accessible', async (stage) => {
      const page = await arrive(stage, { viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
      await register(page, 'Servizio provato in piccolo')
      const touchpoint = page.url()
      const pages = ['/area', '/area/enti/c_h294', '/area/enti/c_h294/servizi/nuovo', touchpoint]
      for (const address of [...pages, `${touchpoint}/cartello`]) {
        await page.goto(address)
        await assertAccessible(page)
        await assertNoSidewaysScroll(page)
      }
    })

    journey('suspends a touchpoint: who comes is told', async (stage) => {
      const page = await arrive(stage)
      const link = await register(page, 'Servizio da sospendere')
      await press(page, 'Sospendi')
      await page.getByRole('button', { name: 'Riattiva' }).waitFor()
      const person = await stage.open()
      const reply = await person.goto(link)
      assert.equal(reply?.status(), 404)
      assert.equal(await person.getByRole('radio').count(), 0)
    })
  },
  async ({ context }) => {
    await importRegistry(context, Readable.from([Buffer.from(registry)]), { fileName: 'enti.tsv' })
  },
)
