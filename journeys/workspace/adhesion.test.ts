// SPDX-License-Identifier: AGPL-3.0-or-later
// The person who lets a body join, alone and for the first time: from "choose your body" to the first counted answer. Every
// word on the way is read and every field filled in by somebody who has never seen the pages; the time it takes is added up.
import assert from 'node:assert/strict'
import { once, EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import type { Locator, Page } from 'playwright-core'
import { testMailServer, type TestMailServer } from '../../platform/src/base/mail/testing.ts'
import { importRegistry } from '../../platform/src/bodies/index.ts'
import { plugIn } from './passkey.ts'
import { assertAccessible, journeysOf, reloadUntil } from '../stage.ts'

const registry = `Codice_IPA,Denominazione_ente,Codice_fiscale_ente,Tipologia,Codice_Categoria,Codice_natura,Acronimo,Codice_comune_ISTAT,Codice_catastale_comune,CAP,Indirizzo,Mail1,Tipo_Mail1
c_h294,Comune di Rimini,00304260409,Pubbliche Amministrazioni,L6,2430,,099014,H294,47921,Piazza Cavour 27,protocollo@pec.rimini.example,Pec
`
/** Seconds. Words: silent reading of non-fiction, 238 a minute (Brysbaert 2019, J. Memory and Language 109). */
const time = { word: 60 / 238, field: 15, press: 4, passkey: 10 }
const tenMinutes = 600

/** Somebody who reads each page to its end, once, and then does what it says. */
class Newcomer {
  seconds = 0
  readonly page: Page
  readonly #read = new Set<string>()

  constructor(page: Page) {
    this.page = page
  }

  /** Waits for the page with this heading, checks it with axe, and reads it. */
  async reads(title: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title }).waitFor()
    await assertAccessible(this.page)
    const text = await this.page.locator('main').innerText()
    for (const line of text.split('\n').filter((line) => !this.#read.has(line))) {
      this.#read.add(line)
      this.seconds += line.split(/\s+/).length * time.word
    }
  }

  async fills(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: false }).first().fill(value)
    this.seconds += time.field
  }

  async checks(choice: Locator): Promise<void> {
    await choice.check({ force: true })
    this.seconds += time.press
  }

  async presses(role: 'button' | 'link', name: string): Promise<void> {
    await this.page.getByRole(role, { name, exact: true }).first().click()
    this.seconds += time.press
  }

  async opens(address: string): Promise<void> {
    await this.page.goto(address)
    this.seconds += time.press
  }
}

let mails: TestMailServer
const arrival = new EventEmitter()

/** The link in the mail that this mailbox got. */
async function linkFor(mailbox: string): Promise<string> {
  for (;;) {
    const mail = mails.taken.find(({ to }) => to.includes(mailbox))
    if (mail === undefined) await once(arrival, 'mail')
    else return /http:\/\/localhost:\d+(\/area\/invito\/[\w-]{43})/.exec(mail.raw.replaceAll('=\r\n', ''))![1]!
  }
}

journeysOf(
  'the person who lets a body join',
  (journey) => {
    journey('comes from the body’s name to its first counted answer, alone and within ten minutes', async (stage) => {
      const person = new Newcomer(await stage.open())
      const { page } = person
      await plugIn(page)

      await person.opens('/area/adesione')
      await person.reads('Fai aderire il tuo ente')
      await person.fills('Cerca il tuo ente', 'rimini')
      await person.presses('button', 'Cerca')
      await person.presses('link', 'Comune di Rimini')
      await person.reads('Adesione di Comune di Rimini')
      await person.fills('Nome e cognome', 'Anna Rossi')
      await person.fills('Posta elettronica di lavoro', 'anna.rossi@comune.rimini.example')
      await person.fills('Ufficio o ruolo', 'Transizione digitale')
      await person.checks(page.getByLabel('Ho letto come usate questi dati'))
      await person.presses('button', 'Chiedi l’adesione')
      await page.getByText('La tua richiesta è arrivata.').waitFor()
      await person.reads('Adesione di Comune di Rimini')

      await person.opens(await linkFor('protocollo@pec.rimini.example'))
      await person.reads('Il tuo invito')
      await person.fills('Nome e cognome', 'Anna Rossi')
      await person.fills('Posta elettronica di lavoro', 'anna.rossi@comune.rimini.example')
      await person.checks(page.getByLabel('accetto la convenzione', { exact: false }))
      await person.presses('button', 'Avanti')
      await page.getByText('Come vuoi accedere').waitFor()
      await person.reads('Il tuo invito')
      await person.presses('button', 'Crea la passkey')
      person.seconds += time.passkey

      await person.reads('Comune di Rimini')
      await person.presses('link', 'Registra un servizio')
      await person.reads('Registra un servizio')
      await person.fills('Nome', 'Iscrizione al nido')
      await person.checks(page.getByLabel('Dispositivo'))
      await person.presses('button', 'Registra')
      await person.reads('Iscrizione al nido')
      await person.fills('Nome', 'Pagina di conferma')
      await person.checks(page.getByLabel('Su invito'))
      await person.presses('button', 'Apri')
      await person.reads('Pagina di conferma')
      const link = await page.getByRole('link', { name: '/v/' }).getAttribute('href')

      // Somebody else, with nothing in hand but the link.
      const citizen = await stage.open()
      await citizen.goto(link!)
      await citizen.getByRole('radio', { name: 'Valuta 4 stelle su 5' }).check({ force: true })
      await citizen.getByRole('button', { name: 'Invia' }).click()
      await citizen.getByRole('heading', { level: 1, name: 'Grazie. Vuoi dirci di più?' }).waitFor()

      await person.presses('link', 'Iscrizione al nido')
      await reloadUntil(page, '1 risposta, l’ultima ')
      await person.reads('Iscrizione al nido')
      assert.ok(person.seconds <= tenMinutes, `it takes ${Math.round(person.seconds)} seconds`)
      console.log(
        `from the choice of the body to the first counted answer: ${Math.round(person.seconds)} s of a person's time`,
      )
    })
  },
  async ({ context }) => {
    await importRegistry(context, Readable.from([Buffer.from(registry)]), { fileName: 'enti.csv' })
  },
  async () => {
    mails = await testMailServer()
    mails.beforeReply = async () => void arrival.emit('mail')
    return { smtpUrl: mails.url }
  },
)
