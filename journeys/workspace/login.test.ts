// SPDX-License-Identifier: AGPL-3.0-or-later
// The person who works here comes in: the first link, a passkey in the browser's own authenticator, out and in again, and the
// proof before what matters.
import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { createInvitation, firstAccess, invitationPath } from '../../platform/src/bodies/index.ts'
import { plugIn, type Device } from './passkey.ts'
import { assertAccessible, assertNoSidewaysScroll, journeysOf, type Stage } from '../stage.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function invite({ context }: Stage, name: string): Promise<string> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@programma.example`
  return invitationPath(await createInvitation(context, { purpose: 'member', role: 'auditor', name, email }))
}

/** Somebody with a passkey, who has just come in. */
async function arrive(
  stage: Stage,
  name: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; device: Device }> {
  const page = await stage.open(options)
  const device = await plugIn(page)
  await page.goto(await invite(stage, name))
  await press(page, 'Avanti')
  await press(page, 'Crea la passkey')
  await heading(page, 'Area degli enti')
  return { page, device }
}

/** The last proof of identity was too long ago. */
const grow = ({ context }: Stage) => context.db`update bodies.session set fresh_at = fresh_at - interval '11 minutes'`

journeysOf('the person who works here', (journey) => {
  journey('becomes the first programme manager, goes out, comes in again, and proves who they are', async (stage) => {
    const page = await stage.open()
    await plugIn(page)
    await page.goto(invitationPath((await firstAccess(stage.context))!))
    await heading(page, 'Il tuo invito')
    await assertAccessible(page)
    await press(page, 'Avanti')
    await page.getByText('Non ho salvato').waitFor()
    await page.getByLabel('Nome e cognome').fill('Prima Persona')
    await page.getByLabel('Posta elettronica di lavoro').fill('prima@programma.example')
    await press(page, 'Avanti')
    await page.getByText('Prima Persona, prima@programma.example').waitFor()
    await assertAccessible(page)
    await press(page, 'Crea la passkey')
    await heading(page, 'Area degli enti')
    await page.getByRole('link', { name: 'Programma', exact: true }).waitFor()
    const [cookie, ...others] = await page.context().cookies()
    assert.deepEqual([cookie?.name, cookie?.httpOnly, cookie?.secure, others], ['__Host-ascolto', true, true, []])

    await press(page, 'Esci')
    await heading(page, 'Accedi')
    await page.getByText('Sei uscito.').waitFor()
    await assertAccessible(page)
    assert.deepEqual(await page.context().cookies(), [])
    await page.goto('/area/profilo')
    await heading(page, 'Accedi')
    await press(page, 'Entra con una passkey')
    await heading(page, 'Il mio accesso')
    await assertAccessible(page)

    await grow(stage)
    await page.getByRole('link', { name: 'Aggiungi una passkey' }).click()
    await heading(page, 'Conferma che sei tu')
    await assertAccessible(page)
    await press(page, 'Conferma con la passkey')
    await heading(page, 'Aggiungi una passkey')
    await assertAccessible(page)
  })

  journey('is told in words when the device does not recognise them, and may try again', async (stage) => {
    const { page, device } = await arrive(stage, 'Ada Neri')
    await press(page, 'Esci')
    await device.verify(false)
    await press(page, 'Entra con una passkey')
    await page.getByRole('status').getByText('annullata o è scaduta').waitFor()
    await assertAccessible(page)
    await device.verify(true)
    await press(page, 'Entra con una passkey')
    await heading(page, 'Area degli enti')
  })

  journey('adds a second device, names it, and removes it', async (stage) => {
    const { page } = await arrive(stage, 'Bruno Verdi')
    await page.goto('/area/profilo/passkey/nuova')
    await page.getByLabel('Nome della passkey').fill('Chiave blu')
    await press(page, 'Crea la passkey')
    await page.getByRole('status').getByText('ha già una passkey').waitFor()
    await plugIn(page, 'usb')
    await press(page, 'Crea la passkey')
    await heading(page, 'Il mio accesso')
    await page.getByRole('link', { name: 'Chiave blu' }).click()
    await heading(page, 'Passkey «Chiave blu»')
    await assertAccessible(page)
    await press(page, 'Rimuovi la passkey')
    await heading(page, 'Il mio accesso')
    assert.equal(await page.getByRole('link', { name: 'Chiave blu' }).count(), 0)
    await page.getByRole('link', { name: 'Passkey', exact: true }).click()
    await press(page, 'Rimuovi la passkey')
    await page.getByRole('alert').getByText('unico modo che hai per entrare').waitFor()
    await assertAccessible(page)
  })

  journey('comes in with the keyboard alone', async (stage) => {
    const { page } = await arrive(stage, 'Carla Blu')
    await press(page, 'Esci')
    await heading(page, 'Accedi')
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
    for (let step = 0; step < 20 && (await focused()) !== 'Entra con una passkey'; step++)
      await page.keyboard.press('Tab')
    assert.equal(await focused(), 'Entra con una passkey')
    await page.keyboard.press('Enter')
    await heading(page, 'Area degli enti')
  })

  journey('finds every page whole on a small telephone, in the dark, in both languages', async (stage) => {
    const small = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' } as const
    const link = await invite(stage, 'Dora Gialli')
    for (const locale of ['it-IT', 'en-GB']) {
      const page = await stage.open({ ...small, locale })
      for (const address of [
        '/area/accesso',
        link,
        `${link}?passo=2`,
        '/area/invito/altro',
        '/area/accesso/spid/ritorno',
      ]) {
        await page.goto(address)
        if (locale === 'it-IT') await assertAccessible(page)
        await assertNoSidewaysScroll(page)
      }
    }
    const { page } = await arrive(stage, 'Elio Rosa Dal Nome Piuttosto Lungo', small)
    for (const address of [link, '/area', '/area/profilo', '/area/conferma', '/area/profilo/passkey/nuova']) {
      await page.goto(address)
      await assertAccessible(page)
      await assertNoSidewaysScroll(page)
    }
  })

  journey('is told without script what a passkey needs, and can do all the rest', async (stage) => {
    const page = await stage.open({ javaScriptEnabled: false })
    await page.goto('/area/accesso')
    await page.getByText('servono JavaScript e un browser recente').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Entra con una passkey' }).count(), 0)
    await page.goto(await invite(stage, 'Fabio Viola'))
    await press(page, 'Avanti')
    await page.getByText('servono JavaScript e un browser recente').waitFor()
  })

  journey('has nothing refused by the policy of the page', async (stage) => {
    const page = await stage.open()
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    await plugIn(page)
    await page.goto(await invite(stage, 'Gina Grigi'))
    await press(page, 'Avanti')
    await press(page, 'Crea la passkey')
    await heading(page, 'Area degli enti')
    assert.deepEqual(said, [])
  })
})
