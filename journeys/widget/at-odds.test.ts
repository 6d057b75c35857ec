// SPDX-License-Identifier: AGPL-3.0-or-later
// The widget on pages that do as they like, on bad lines, behind a button and by draw: what was written is never lost, and
// what is counted is what happened.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Page } from 'playwright-core'
import { inviteOneIn } from '../../platform/src/collect/widget/invitation.ts'
import { findTouchpoint } from '../../platform/src/bodies/index.ts'
import { updateTouchpoint } from '../../platform/src/bodies/index.ts'
import { assertAccessible, journeysOf, type Stage } from '../stage.ts'
import { parts } from './component.ts'
import { openHostSite, type HostSite } from './host-site.ts'
import { openPlace, snippet, type Place } from './open-place.ts'

let site: HostSite
after(() => site?.close())

interface Counts {
  eligible: number
  offered: number
  opened: number
  answered: number
  completed: number
}

/** Once the page has been left, what was counted; it is written every few seconds. */
async function counted({ context }: Stage, { serviceId }: Place, enough: (counts: Counts) => boolean): Promise<Counts> {
  for (;;) {
    const [row] = await context.db<Counts[]>`
      select eligible, offered, opened, answered, completed from collect.counter where service_id = ${serviceId}`
    if (row && enough(row)) return { ...row }
  }
}

async function ratings({ context }: Stage, { serviceId }: Place): Promise<number[]> {
  const rows = await context.db<{ codes: number[] }[]>`
    select codes from collect.answer where service_id = ${serviceId} order by codes`
  return rows.map(({ codes }) => codes[0]!)
}

/** What the page heard of the question, in order. */
const heard = (page: Page) => page.evaluate(() => document.documentElement.dataset['heard'])
const listening = `for (const name of ['offered', 'opened', 'answered', 'completed'])
  addEventListener('ascolto:' + name, ({ detail, target }) => {
    const said = document.documentElement.dataset
    said.heard = (said.heard ?? '') + name + ':' + detail.code + ':' + target.dataset.ascolto + ' '
  })`

const prepare = async (stage: Stage): Promise<void> => void (site = await openHostSite(stage.address))

journeysOf(
  'a page that does as it likes',
  (journey) => {
    journey('empties, moves, copies and adds the place, and what was said stays', async (stage) => {
      const place = await openPlace(stage.context)
      const page = await stage.open()
      await page.goto(site.publish({ body: `${snippet(stage.address, place.code)}<section></section>` }))
      const { star, negative, detail, next } = parts(page)
      await star(2).click()
      await next.click()
      await detail.fill('Resta qui')
      const place1 = '[data-ascolto]'
      for (const meddle of [
        `document.querySelector('${place1}').replaceChildren()`,
        `document.querySelector('section').append(document.querySelector('${place1}'))`,
        `(() => { const place = document.querySelector('${place1}'); place.remove(); document.body.append(place) })()`,
      ]) {
        await page.evaluate(meddle)
        await detail.waitFor()
        assert.equal(await detail.inputValue(), 'Resta qui', meddle)
      }
      assert.equal(await negative.count(), 1)

      await page.evaluate((selector) => {
        const place = document.querySelector(selector)!
        document.body.prepend(place.cloneNode(true))
      }, place1)
      const copy = parts(page, 0)
      await page.waitForFunction(() => document.querySelector<HTMLElement>('.ascolto-go')!.hidden)
      await copy.star(5).click()
      await copy.positive.waitFor()
      assert.equal(await parts(page, 1).detail.inputValue(), 'Resta qui')

      await page.evaluate((code) => {
        const late = document.createElement('div')
        late.dataset['ascolto'] = code
        document.body.append(late)
      }, place.code)
      await parts(page, 2).star(3).click()
      await parts(page, 2).status.getByText('registrata').waitFor()
      await copy.status.getByText('registrata').waitFor()
      assert.deepEqual(await ratings(stage, place), [2, 3, 5])
    })

    journey('has the script twice, and a form around the place, and still asks and sends once', async (stage) => {
      const place = await openPlace(stage.context)
      const page = await stage.open()
      const body = `<form id="pratica">${snippet(stage.address, place.code)}</form><script src="${stage.address}/widget.js" defer></script>`
      await page.goto(site.publish({ body }))
      const { star, status, root } = parts(page)
      await star(4).click()
      await status.getByText('registrata').waitFor()
      assert.equal(await root.count(), 1)
      const sent = await page.evaluate(() => [...new FormData(document.querySelector('form')!)].length)
      assert.equal(sent, 0, 'no field of ours goes with the form of the page')
      assert.deepEqual(await ratings(stage, place), [4])
    })

    journey('asks another question when the page names another', async (stage) => {
      const [one, other] = [await openPlace(stage.context), await openPlace(stage.context, { kind: 'assistenza' })]
      const page = await stage.open()
      await page.goto(site.publish({ body: snippet(stage.address, one.code) }))
      await parts(page).title.getByText('Quanto sono chiare').waitFor()
      await page.evaluate(
        (code) => (document.querySelector<HTMLElement>('[data-ascolto]')!.dataset['ascolto'] = code),
        other.code,
      )
      await parts(page).title.getByText("Come valuti l'assistenza ricevuta?").waitFor()
      await parts(page).star(5).click()
      await parts(page).detail.fill('Cortesi')
      await parts(page).next.click()
      await parts(page).thanks.waitFor()
      assert.deepEqual(await ratings(stage, other), [5])
    })

    journey('without script shows the link, which leads to the question', async (stage) => {
      const place = await openPlace(stage.context)
      const page = await stage.open({ javaScriptEnabled: false })
      await page.goto(site.publish({ body: snippet(stage.address, place.code) }))
      await page.getByRole('link', { name: 'Raccontaci com’è andata' }).click()
      await page.getByRole('heading', { level: 1 }).waitFor()
      assert.equal(page.url(), `${stage.address}/v/${place.code}`)
    })

    journey(
      'keeps or gets the link when the question cannot be had, and is still when nothing is asked',
      async (stage) => {
        const [place, paused] = [await openPlace(stage.context), await openPlace(stage.context)]
        await updateTouchpoint(stage.context, (await findTouchpoint(stage.context, paused.code))!.touchpoint, {
          state: 'paused',
        })
        const page = await stage.open()
        await page.route('**/widget.json*', (route) =>
          route.request().url().includes(paused.code) ? route.continue() : route.abort(),
        )
        const body = `${snippet(stage.address, place.code)}<div data-ascolto="${place.code}"></div>${snippet(stage.address, paused.code)}`
        await page.goto(site.publish({ body }))
        await page.waitForFunction(() => document.querySelectorAll('[data-ascolto]:not([hidden]) a').length === 2)
        await page.waitForFunction(() => document.querySelectorAll<HTMLElement>('[data-ascolto]')[2]!.hidden)
        // A refusal that nobody reads would keep the line busy, and whoever waits for the page waiting.
        await page.waitForLoadState('networkidle')
        await assertAccessible(page)
      },
    )

    journey('on a bad line keeps what was written, says so, and sends it when the person asks', async (stage) => {
      const place = await openPlace(stage.context)
      const page = await stage.open({ bypassCSP: true })
      await page.goto(site.publish({ body: snippet(stage.address, place.code) }))
      const { star, negative, next, detail, root, thanks } = parts(page)
      let line: 'cut' | 'busy' | 'good' = 'cut'
      await page.route('**/risposte', (route) => {
        if (line === 'cut') return route.abort()
        if (line === 'busy')
          return route.fulfill({ status: 503, headers: { 'access-control-allow-origin': '*' }, body: '{}' })
        return route.continue()
      })
      const note = root.getByRole('alert')
      await star(1).click()
      await note.getByText('Non hai perso niente').waitFor()
      assert.ok(await negative.isVisible())
      await assertAccessible(page)
      await negative.getByText('Ho avuto problemi tecnici').click()
      await next.click()
      await detail.fill('Non si apre')
      line = 'busy'
      await next.click()
      await note.getByText('Non hai perso niente').waitFor()
      assert.equal(await detail.inputValue(), 'Non si apre')
      assert.deepEqual(await ratings(stage, place), [])
      line = 'good'
      await note.getByRole('button', { name: 'Riprova' }).click()
      await thanks.waitFor()
      const rows = await stage.context.db`
        select codes, suggestion from collect.answer where service_id = ${place.serviceId}`
      assert.deepEqual(
        [...rows].map((row) => ({ ...row })),
        [{ codes: [1, -2, 8, -1, 1], suggestion: 'Non si apre' }],
      )
    })

    journey('whose question has changed leads to the page of the question', async (stage) => {
      const place = await openPlace(stage.context)
      const page = await stage.open()
      await page.goto(site.publish({ body: snippet(stage.address, place.code) }))
      await page.route('**/risposte', (route) =>
        route.fulfill({ status: 409, headers: { 'access-control-allow-origin': '*' }, body: '{}' }),
      )
      const { star, root } = parts(page)
      await star(5).click()
      const link = root.getByRole('alert').getByRole('link')
      await link.waitFor()
      assert.equal(await link.getAttribute('href'), `${stage.address}/v/${place.code}`)
    })

    journey('is told what happens, and the counts are those of what happened', async (stage) => {
      const place = await openPlace(stage.context, { kind: 'dispositivo', who: true })
      const page = await stage.open()
      const tall = {
        body: `<p class="far"></p>${snippet(stage.address, place.code, 'fine')}`,
        style: '.far{height:3000px}',
        script: listening,
      }
      await page.goto(site.publish(tall))
      await parts(page).title.waitFor({ state: 'attached' })
      await page.goto('about:blank')
      assert.deepEqual(await counted(stage, place, ({ eligible }) => eligible === 1), {
        ...{ eligible: 1, offered: 0, opened: 0, answered: 0, completed: 0 },
      })

      await page.goto(site.publish(tall))
      const { star, next, thanks, root } = parts(page)
      await star(4).click()
      await next.click()
      await root.getByText('Sì').click()
      await next.click()
      await thanks.waitFor()
      const event = (name: string): string => `${name}:${place.code}:${place.code}`
      assert.equal((await heard(page))!.trim(), ['offered', 'opened', 'answered', 'completed'].map(event).join(' '))
      await root.getByRole('link', { name: 'Vuoi dirci di più?' }).click()
      await page.getByRole('heading', { level: 1, name: 'Grazie. Vuoi dirci di più?' }).waitFor()
      assert.deepEqual(await counted(stage, place, ({ eligible, completed }) => eligible === 2 && completed === 1), {
        ...{ eligible: 2, offered: 1, opened: 1, answered: 1, completed: 1 },
      })
    })

    journey('at the end of a procedure asks who is drawn, one in so many, and counts the others too', async (stage) => {
      const place = await openPlace(stage.context, { kind: 'dispositivo', stream: 'invited' })
      const found = (await findTouchpoint(stage.context, place.code))!
      await inviteOneIn(stage.context, found, 4, '2026-01-01')
      const url = site.publish({ body: snippet(stage.address, place.code, 'discreto') })
      for (const [drawn, chance] of [
        [true, 0.24],
        [false, 0.25],
        [false, 0.99],
      ] as const) {
        const page = await stage.open()
        await page.addInitScript((chance) => (Math.random = () => chance), chance)
        await page.goto(url)
        if (drawn) await parts(page).star(5).click()
        else await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-ascolto]')!.hidden)
        if (drawn) await parts(page).status.getByText('registrata').waitFor()
        await page.goto('about:blank')
      }
      assert.deepEqual(await counted(stage, place, ({ eligible, answered }) => eligible === 3 && answered === 1), {
        ...{ eligible: 3, offered: 1, opened: 1, answered: 1, completed: 0 },
      })
      const [row] = await stage.context.db`select stream from collect.answer where service_id = ${place.serviceId}`
      assert.equal(row!['stream'], 'invited')
    })

    journey('behind a button opens the question in its place', async (stage) => {
      const place = await openPlace(stage.context)
      const page = await stage.open({ bypassCSP: true })
      await page.goto(site.publish({ body: snippet(stage.address, place.code, 'discreto') }))
      const button = page.getByRole('button', { name: 'Raccontaci com’è andata' })
      await button.waitFor()
      assert.equal(await page.locator('[data-element]').count(), 0, 'no checker of sites takes it for the component')
      await assertAccessible(page)
      await button.click()
      assert.equal(await page.evaluate(() => document.activeElement!.tagName), 'H2')
      await page.locator('.ascolto-stars label').nth(4).click()
      await page.getByRole('status').getByText('registrata').waitFor()
      await assertAccessible(page)
      assert.deepEqual(await ratings(stage, place), [5])
    })
  },
  prepare,
)
