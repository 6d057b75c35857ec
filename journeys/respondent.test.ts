// SPDX-License-Identifier: AGPL-3.0-or-later
// The person who answers: in half a minute, on any device, with or without script, by keyboard, in five languages, and
// with nothing of it left in the browser.
import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { compose, languages } from '@ascolto/questionnaire'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { openExample, type Example } from '../worlds/example.ts'
import {
  assertAccessible,
  assertNoSidewaysScroll,
  assertNothingStored,
  journeysInEveryBrowser,
  patience,
  type Stage,
} from './stage.ts'

interface Row {
  codes: number[]
  suggestion: string | null
  language: string
}

let example: Example
const questionnaire = compose('procedura').document
const position = (id: string): number => questionnaire.items.findIndex((item) => item.id === id)

/** A touchpoint is new for each journey, so that each finds its own answers alone. */
async function arrive(stage: Stage, options: BrowserContextOptions = {}, path = ''): Promise<Page> {
  example = await openExample(stage.context)
  const page = await stage.open(options)
  await page.goto(`/v/${example.code}${path}`)
  return page
}

async function stored({ context }: Stage): Promise<Row[]> {
  return context.db<Row[]>`
    select codes, suggestion, language from collect.answer where service_id = ${example.serviceId}`
}

const star = (page: Page, count: number) => page.getByRole('radio', { name: `Valuta ${count} stelle su 5` })
const send = (page: Page, javaScriptEnabled = true) =>
  page.getByRole('button', { name: 'Invia' }).click(patience(javaScriptEnabled))
const heading = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor()
const more = 'Grazie. Vuoi dirci di più?'
const thanks = 'Grazie, il tuo parere ci aiuterà a migliorare il servizio!'

journeysInEveryBrowser('the person who answers', (journey) => {
  for (const javaScriptEnabled of [true, false]) {
    const way = javaScriptEnabled ? 'with script' : 'without script'
    journey(`answers the first question, then the others, ${way}`, async (stage) => {
      const page = await arrive(stage, { javaScriptEnabled })
      await heading(page, 'Raccontaci com’è andata')
      if (javaScriptEnabled) await assertAccessible(page)
      await star(page, 4).check({ force: true })
      await send(page, javaScriptEnabled)
      await heading(page, more)
      assert.deepEqual(
        (await stored(stage)).map(({ codes }) => codes[0]),
        [4],
      )
      if (javaScriptEnabled) await assertAccessible(page)
      await page.getByLabel('Le indicazioni erano chiare').check(patience(javaScriptEnabled))
      // Key by key: that is how a page without scripts is written in.
      const words = 'Troppo poco tempo per leggere, scrivete a mario@esempio.it'
      await page.getByLabel('Vuoi aggiungere altri dettagli?').pressSequentially(words)
      await send(page, javaScriptEnabled)
      await heading(page, thanks)
      if (javaScriptEnabled) await assertAccessible(page)
      const [row, ...others] = await stored(stage)
      assert.equal(others.length, 0)
      assert.equal(row?.codes[position('liked')], 1)
      assert.equal(row?.suggestion, 'Troppo poco tempo per leggere, scrivete a [e-mail]')
      if (javaScriptEnabled) await assertNothingStored(page)
    })
  }

  journey('answers by keyboard alone', async (stage) => {
    const page = await arrive(stage)
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName)
    for (let step = 0; (await focused()) !== 'ease'; step++) {
      assert.ok(step < 15, 'the stars are not reached by Tab')
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    assert.equal(await focused(), 'BUTTON')
    await page.keyboard.press('Enter')
    await heading(page, more)
    assert.deepEqual(
      (await stored(stage)).map(({ codes }) => codes[0]),
      [3],
    )
  })

  journey('reads every page 320 px wide, enlarged to 400 %, and in the dark', async (stage) => {
    for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }] as const) {
      const page = await arrive(stage, { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce', ...look })
      await assertNoSidewaysScroll(page)
      await assertAccessible(page)
      await star(page, 2).check({ force: true })
      await send(page)
      await heading(page, more)
      await assertNoSidewaysScroll(page)
      await assertAccessible(page)
      await send(page)
      await heading(page, thanks)
      await assertNoSidewaysScroll(page)
      await assertAccessible(page)
    }
  })

  journey('is asked in the own language, by the path or as the browser says', async (stage) => {
    for (const language of languages) {
      const page = await arrive(stage, { locale: language })
      assert.equal(await page.getAttribute('html', 'lang'), language)
      await page.goto(`/v/${example.code}/${language}`)
      assert.equal(await page.getAttribute('html', 'lang'), language)
      await page.getByText(questionnaire.items[0]!.wording[language]).waitFor()
      await assertAccessible(page)
      await page.getByRole('radio').nth(4).check({ force: true })
      await page.getByRole('button').click()
      await page.getByText(questionnaire.items[position('suggestion')]!.wording[language]).waitFor()
      assert.deepEqual(
        (await stored(stage)).map((row) => [row.language, row.codes[0]]),
        [[language, 5]],
      )
      await assertAccessible(page)
    }
  })

  journey('corrects the answer, which still counts once', async (stage) => {
    const page = await arrive(stage)
    await star(page, 1).check({ force: true })
    await send(page)
    await heading(page, more)
    await page.getByRole('link', { name: 'Salta' }).click()
    await heading(page, thanks)
    await page.getByRole('link', { name: 'Correggi la risposta' }).click()
    await heading(page, 'Correggi la tua valutazione')
    assert.ok(await star(page, 1).isChecked(), 'what was given is shown again')
    await star(page, 5).check({ force: true })
    await send(page)
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.deepEqual(
      (await stored(stage)).map(({ codes }) => codes[0]),
      [5],
    )
  })

  journey('finds the text again after an error, with the focus on what is wrong', async (stage) => {
    const page = await arrive(stage)
    await send(page)
    const note = page.getByRole('alert')
    await note.waitFor()
    assert.ok(await note.evaluate((element) => element === document.activeElement), 'the focus is on the error')
    await assertAccessible(page)
    await star(page, 3).check({ force: true })
    await send(page)
    await heading(page, more)
    const text = page.getByLabel('Vuoi aggiungere altri dettagli?')
    const tooLong = 'Troppe parole tutte uguali. '.repeat(50).trim()
    await text.evaluate((element) => element.removeAttribute('maxlength'))
    await text.fill(tooLong)
    await send(page)
    await note.waitFor()
    assert.equal(await text.inputValue(), tooLong)
    await assertAccessible(page)
    await text.fill('Poche parole.')
    await send(page)
    await heading(page, thanks)
    assert.deepEqual(
      (await stored(stage)).map(({ suggestion }) => suggestion),
      ['Poche parole.'],
    )
  })

  journey('loads one small page and nothing else', async (stage) => {
    example = await openExample(stage.context)
    const page = await stage.open()
    const requests: string[] = []
    page.on('request', (request) => void (request.url().startsWith('data:') || requests.push(request.url())))
    const response = await page.goto(`/v/${example.code}`, { waitUntil: 'networkidle' })
    assert.deepEqual(requests, [`${stage.address}/v/${example.code}`])
    assert.equal(response?.headers()['set-cookie'], undefined)
    const weight = gzipSync(await response!.body()).length
    assert.ok(weight <= 15_000, `${weight} bytes`)
    await assertNothingStored(page)
  })

  journey('sends the same page twice and is counted once', async (stage) => {
    const page = await arrive(stage)
    await star(page, 4).check({ force: true })
    await send(page)
    await heading(page, more)
    await page.goBack()
    await star(page, 4).check({ force: true })
    await send(page)
    await page.getByRole('heading', { level: 1 }).waitFor()
    assert.equal((await stored(stage)).length, 1)
  })

  journey('is told kindly when an address leads nowhere', async (stage) => {
    const page = await stage.open()
    const response = await page.goto('/v/zzzzzz')
    assert.equal(response?.status(), 404)
    await heading(page, 'Questo indirizzo non porta a una domanda')
    await assertAccessible(page)
  })
})
