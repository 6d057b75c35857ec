// SPDX-License-Identifier: AGPL-3.0-or-later
// A site that keeps the component of its template and hands its answers on: by the bridge, or by a changed address.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { journeysOf, type Stage } from './stage.ts'
import { openHostSite, type HostSite } from './widget/host-site.ts'
import { openPlace, type Place } from './widget/open-place.ts'

let site: HostSite
after(() => site?.close())

/** The fields of the static template by the names it has, with the label that names another button. */
const template = `<div class="cmp-rating">
<input type="radio" name="ratingA" value="4" id="star4a"><label for="star4a">4</label>
<div><input name="rating1" type="radio" id="radio-4"><label for="radio-4">Non ho avuto problemi tecnici</label></div>
<div><input name="rating1" type="radio" id="radio-5"><label for="radio-4">Altro</label></div>
<div><input name="rating2" type="radio" id="radio-9"><label for="radio-9">Ho avuto problemi tecnici</label></div>
<input type="text" id="formGroupExampleInputWithHelp">
<p id="rating-feedback">Grazie, il tuo parere ci aiuterà a migliorare il servizio!</p>
</div>`

async function stored(
  { context }: Stage,
  { serviceId }: Place,
): Promise<{ codes: number[]; suggestion: string | null }[]> {
  const rows = await context.db<{ codes: number[]; suggestion: string | null }[]>`
    select codes, suggestion from collect.answer where service_id = ${serviceId} order by codes`
  return rows.map((row) => ({ ...row }))
}

const submit = `document.dispatchEvent(new Event('feedback-submit'))`

journeysOf(
  'a site that keeps the component of its template',
  (journey) => {
    journey('hands on the answer as it stands in the fields, and tells when it did not arrive', async (stage) => {
      const place = await openPlace(stage.context, { origins: [site.origin] })
      const bridge = `<script src="${stage.address}/ponte.js" data-ascolto="${place.code}" defer></script>`
      const page = await stage.open()
      await page.goto(site.publish({ body: `${template}${bridge}` }))
      await page.locator('#star4a').check()
      await page.locator('#radio-5').check()
      await page.locator('#radio-9').check()
      await page.locator('#formGroupExampleInputWithHelp').fill('Manca una voce')
      const answered = page.waitForResponse('**/compat/ponte')
      await page.evaluate(submit)
      assert.equal((await answered).status(), 204)
      assert.deepEqual(await stored(stage, place), [{ codes: [4, 16, -2, -1, 1], suggestion: 'Manca una voce' }])
      assert.match(await page.locator('#rating-feedback').innerText(), /^Grazie/)

      await page.route('**/compat/ponte', (route) => route.abort())
      await page.evaluate(submit)
      await page.getByText('Non siamo riusciti a registrare la risposta').waitFor()
    })

    journey('sends the theme’s request across sites, headers and all', async (stage) => {
      const place = await openPlace(stage.context, { origins: [site.origin] })
      const page = await stage.open()
      await page.goto(site.publish({ body: '<p>Pagina</p>' }))
      const reply = await page.evaluate(async (url) => {
        const response = await fetch(url, {
          method: 'POST',
          credentials: 'same-origin',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Cache-Control': 'no-cache' },
          body: new URLSearchParams({ action: 'save_rating', star: '1', radioResponse: 'Altro', freeText: 'null' }),
        })
        return { ok: response.ok, body: (await response.json()) as { success: boolean } }
      }, `${stage.address}/v/${place.code}/compat/wordpress`)
      assert.deepEqual([reply.ok, reply.body.success], [true, true])
      assert.deepEqual(await stored(stage, place), [{ codes: [1, -2, 16, -1, -1], suggestion: null }])
    })
  },
  async (stage) => void (site = await openHostSite(stage.address)),
)
