// SPDX-License-Identifier: AGPL-3.0-or-later
// The component that the rules for sites ask for (C.SI.2.5, C.SI.2.6), in a real page of another site under the strictest
// policy: what a checker of sites looks at, and what a person does with it.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import {
  assertAccessible,
  assertNoSidewaysScroll,
  assertNothingStored,
  journeysInEveryBrowser,
  type Stage,
} from '../stage.ts'
import { assertBranches, assertMandatedParts, parts } from './component.ts'
import { openHostSite, type HostPage, type HostSite } from './host-site.ts'
import { openPlace, snippet, type Place } from './open-place.ts'

let site: HostSite
let place: Place
after(() => site?.close())

async function visit(stage: Stage, page: Partial<HostPage> = {}, options: BrowserContextOptions = {}): Promise<Page> {
  place = await openPlace(stage.context, { origins: [site.origin] })
  const visited = await stage.open(options)
  await visited.goto(site.publish({ body: snippet(stage.address, place.code), ...page }))
  return visited
}

async function stored({ context }: Stage): Promise<{ codes: number[]; suggestion: string | null }[]> {
  const rows = await context.db<{ codes: number[]; suggestion: string | null }[]>`
    select codes, suggestion from collect.answer where service_id = ${place.serviceId}`
  return rows.map((row) => ({ ...row }))
}

async function prepare(stage: Stage): Promise<void> {
  await site?.close()
  site = await openHostSite(stage.address)
}

journeysInEveryBrowser(
  'a page of a body that asks how clear it is',
  (journey) => {
    journey('has every part and every word that the rules ask for, hidden until its turn', async (stage) =>
      assertMandatedParts(await visit(stage)),
    )

    journey('shows the right branch at once, on the first click and on every other', async (stage) => {
      for (const plain of [false, true])
        await assertBranches(await visit(stage, { plain }, { viewport: { width: 3840, height: 2160 } }))
    })

    journey('stores the rating at the click and completes the same answer, under a strict policy', async (stage) => {
      const page = await visit(stage)
      const broken: string[] = []
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text()) && !/data:/.test(message.text())) broken.push(message.text())
      })
      // Firefox tells here what a policy kept away; the fonts of the page's own style are not ours.
      page.on('pageerror', ({ message }) => /font-src.* at data:/.test(message) || broken.push(message))
      const { star, positive, next, detail, status, thanks, root } = parts(page)
      await star(4).click()
      await status.getByText('La tua valutazione è registrata').waitFor()
      assert.deepEqual(await stored(stage), [{ codes: [4, -1, -2, -1, -1], suggestion: null }])
      await positive.getByText('Le indicazioni erano chiare').click()
      await positive.getByText('Altro').click()
      await next.click()
      await root.getByText('In parte').click()
      await detail.fill('Manca il costo. Scrivete a anna@esempio.it')
      await next.click()
      await thanks.waitFor()
      assert.ok(await thanks.evaluate((element) => element === document.activeElement), 'the focus is on the thanks')
      assert.deepEqual(await stored(stage), [
        { codes: [4, 17, -2, 2, 1], suggestion: 'Manca il costo. Scrivete a [e-mail]' },
      ])
      assert.deepEqual(broken, [])
      assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 1)
    })

    journey('asks the server once for all places, and leaves nothing in the browser', async (stage) => {
      place = await openPlace(stage.context)
      const page = await stage.open()
      const requests: string[] = []
      page.on('request', (request) => {
        if (request.url().startsWith(stage.address))
          requests.push(`${request.method()} ${new URL(request.url()).pathname}`)
      })
      const names = () =>
        page.evaluate(() =>
          // Without those of the driver itself.
          Object.getOwnPropertyNames(window)
            .filter((name) => !name.startsWith('__pw'))
            .toSorted(),
        )
      await page.goto(site.publish({ body: '<p>Senza domanda</p>', policy: "default-src 'none'" }))
      const before = await names()
      const one = snippet(stage.address, place.code)
      await page.goto(site.publish({ body: `${one}<p>Fine</p>${one}` }))
      const [first, second] = [parts(page, 0), parts(page, 1)]
      await first.star(5).click()
      await second.star(1).click()
      await first.status.getByText('registrata').waitFor()
      await second.status.getByText('registrata').waitFor()
      assert.ok(await first.positive.isVisible())
      assert.ok(await second.negative.isVisible())
      assert.equal(requests.filter((request) => request.startsWith('GET /v/')).length, 1)
      assert.equal((await stored(stage)).length, 2)
      const ids = await page.evaluate(() => Array.from(document.querySelectorAll('[id]'), ({ id }) => id))
      assert.equal(new Set(ids).size, ids.length)
      assert.deepEqual(await names(), before, 'no global name')
      await assertNothingStored(page)
    })

    journey('is complete by keyboard', async (stage) => {
      const page = await visit(stage)
      const { title, thanks, status } = parts(page)
      await title.waitFor()
      const press = async (...keys: string[]): Promise<void> => {
        for (const key of keys) await page.keyboard.press(key)
      }
      const focused = () =>
        page.evaluate(() => (document.activeElement as HTMLElement).innerText || document.activeElement!.tagName)
      await press('Tab', 'Space', 'ArrowRight')
      await status.getByText('registrata').waitFor()
      await press('Tab', 'Space', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab')
      assert.equal(await focused(), 'Indietro')
      await press('Tab', 'Enter')
      assert.match(await focused(), /Hai trovato quello che cercavi/)
      await press('Tab', 'Space', 'Tab')
      await page.keyboard.type('Poche parole')
      await press('Tab', 'Tab', 'Enter')
      await thanks.waitFor()
      assert.deepEqual(await stored(stage), [{ codes: [2, -2, 1, 3, 1], suggestion: 'Poche parole' }])
    })

    journey('keeps the edges of the card and of its buttons in the colours a person forces', async (stage) => {
      const page = await visit(stage, { plain: false }, { forcedColors: 'active', bypassCSP: true })
      const { root, star, next, back } = parts(page)
      await star(3).click()
      await next.waitFor()
      for (const part of [root, next, back]) {
        const edge = await part.evaluate((element) => {
          const { borderTopStyle, borderTopWidth } = getComputedStyle(element)
          return `${borderTopWidth} ${borderTopStyle}`
        })
        assert.equal(edge, '2px solid')
      }
    })

    journey('can be read 320 px wide, in the dark, in the look of the page, without a fault', async (stage) => {
      const looks = [
        [{ plain: false }, { viewport: { width: 320, height: 256 } }],
        [{ plain: true }, { viewport: { width: 320, height: 256 }, colorScheme: 'dark', reducedMotion: 'reduce' }],
        [{ plain: true, style: 'body{font-family:serif}' }, { viewport: { width: 1280, height: 800 } }],
      ] as const
      for (const [look, options] of looks) {
        const page = await visit(stage, { ...look }, { ...options, bypassCSP: true })
        const { root, title, star, next, thanks, status } = parts(page)
        const check = async (): Promise<void> => {
          await assertNoSidewaysScroll(page)
          await assertAccessible(page)
        }
        await title.waitFor()
        await check()
        await star(3).click()
        await status.getByText('registrata').waitFor()
        await check()
        await next.click()
        await check()
        await next.click()
        await thanks.waitFor()
        await check()
        const fonts = await root.evaluate((element) =>
          [element, document.body].map((part) => getComputedStyle(part).fontFamily),
        )
        assert.equal(fonts[0], fonts[1], 'the font of the page')
      }
    })

    journey('speaks the language of the page, and Italian where it does not know it', async (stage) => {
      const { document } = await openPlace(stage.context)
      for (const language of ['de', 'fr', 'sl', 'en', 'it', 'es'] as const) {
        const page = await visit(stage, { language: `${language}-XX` })
        const { title, root } = parts(page)
        const spoken = language === 'es' ? 'it' : language
        await title.getByText(document.items[0]!.wording[spoken]).waitFor()
        assert.equal(await root.getAttribute('lang'), spoken)
      }
    })
  },
  prepare,
)
