// SPDX-License-Identifier: AGPL-3.0-or-later
// The person who wants to know how public services are doing: from the first page to one service, on any screen, by keyboard,
// with or without script.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { pilot } from '../worlds/pilot/index.ts'
import {
  assertAccessible,
  assertNoSidewaysScroll,
  assertNothingStored,
  patience,
  journeysInEveryBrowser,
} from './stage.ts'

const io = { json: false, print: () => {}, progress: () => {} }
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const service = 'Domanda online di una prestazione (esempio)'

journeysInEveryBrowser(
  'the person who visits',
  (journey) => {
    for (const javaScriptEnabled of [true, false]) {
      journey(
        `reads a service from the first page on, ${javaScriptEnabled ? 'with' : 'without'} script`,
        async (stage) => {
          const page = await stage.open({ javaScriptEnabled })
          await page.goto('/')
          await heading(page, 'Come vanno i servizi pubblici digitali, secondo chi li usa')
          await page.getByLabel('Cerca').pressSequentially('domanda prestazione')
          await page.getByRole('button', { name: 'Cerca' }).click(patience(javaScriptEnabled))
          await heading(page, 'Servizi')
          await page.getByRole('link', { name: service }).click(patience(javaScriptEnabled))
          await heading(page, service)
          const words = await page.locator('main').innerText()
          assert.match(words, /Dati dimostrativi/)
          assert.match(words, /\d+ su 100\s+tra \d+ e \d+ \(al 95%\)/)
          assert.match(words, /620 risposte · Qualità/)
          await page.getByRole('link', { name: /INPS/ }).first().click(patience(javaScriptEnabled))
          await heading(page, 'Istituto Nazionale Previdenza Sociale - INPS')
          await page
            .getByRole('navigation', { name: 'Principale' })
            .getByRole('link', { name: 'Metodo' })
            .click(patience(javaScriptEnabled))
          await heading(page, 'Metodo')
          if (javaScriptEnabled) await assertNothingStored(page)
        },
      )
    }

    journey('filters the list by address, and the way back keeps the filter', async (stage) => {
      const page = await stage.open()
      await page.goto('/servizi')
      await page.getByLabel('Tipo di servizio').selectOption('Assistenza')
      await page.getByRole('button', { name: 'Cerca' }).click()
      await page.getByRole('heading', { level: 2, name: '1 servizio' }).waitFor()
      assert.match(page.url(), /tipo=assistenza/)
      assert.equal(await page.getByLabel('Tipo di servizio').inputValue(), 'assistenza')
    })

    journey('reads every page on a small screen, in the dark, with nothing to mend', async (stage) => {
      const page = await stage.open({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' })
      await page.goto('/servizi')
      const address = await page.getByRole('link', { name: service }).getAttribute('href')
      const pages = ['/', '/servizi', '/servizi?q=nulla+di+simile', address!, '/enti', '/enti/inps', '/metodo', '/api']
      for (const path of [...pages, '/privacy', '/accessibilita']) {
        await page.goto(path)
        await assertAccessible(page)
        await assertNoSidewaysScroll(page)
      }
    })

    journey('reads every page in the light on a large screen, with nothing to mend', async (stage) => {
      const page = await stage.open({ viewport: { width: 1280, height: 900 } })
      for (const path of ['/', '/servizi', '/enti?tutti=si', '/metodo', '/api']) {
        await page.goto(path)
        await assertAccessible(page)
      }
    })

    journey('reaches a service by keyboard alone', async (stage) => {
      const page = await stage.open()
      await page.goto('/')
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Vai al contenuto')
      await page.keyboard.press('Enter')
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
      for (let step = 0; (await focused()) !== service; step++) {
        assert.ok(step < 20, 'the service is not reached by Tab')
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
      await heading(page, service)
    })

    journey('is told kindly when an address leads nowhere', async (stage) => {
      const page = await stage.open()
      for (const path of ['/servizi/nulla', '/enti/nulla', '/nulla']) {
        const reply = await page.goto(path)
        assert.equal(reply?.status(), 404)
        await heading(page, 'Questa pagina non esiste.')
        await assertAccessible(page)
      }
    })
  },
  ({ context }) => pilot.fill(context, io, {}),
)
