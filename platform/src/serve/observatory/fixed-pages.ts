// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of words: what happens to answers, and how accessible this site is. They promise only what the code does.
import type { Context } from '../../base/context.ts'
import { html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { publicPage, sendPublic } from './public-page.ts'

export function fixedRoutes(app: App, context: Context): void {
  app.get('/robots.txt', publicPage, (_request, reply) => reply.type('text/plain; charset=utf-8').send(robots))
  app.get('/privacy', publicPage, (_request, reply) => sendPublic(context, reply, { title: 'Privacy' }, privacy))
  app.get('/accessibilita', publicPage, (_request, reply) =>
    sendPublic(context, reply, { title: 'Accessibilità' }, accessibility),
  )
}

const robots = 'User-agent: *\nDisallow: /area\n'

const privacy = html`<h1>Privacy</h1>
  <p class="lead">Chi risponde è anonimo. Non «protetto»: anonimo, perché quello che serve per riconoscerlo non si raccoglie.</p>
  <h2>Di chi risponde si conserva</h2>
  <ul>
    <li>le risposte e il giorno, senza l’ora;</li>
    <li>da quale servizio e da quale punto di contatto, che può essere riservato a cittadini, imprese o intermediari;</li>
    <li>la lingua della pagina e il tipo di dispositivo (telefono, tablet, computer);</li>
    <li>
      il suggerimento, se lo scrive, dopo che ne sono stati tolti i dati personali che si riconoscono: codice fiscale, e-mail,
      telefono, IBAN e altri.
    </li>
  </ul>
  <p>
    Si conta inoltre quante volte al giorno la pagina viene aperta, punto per punto e per tipo di dispositivo, senza sapere da
    chi.
  </p>
  <h2>Di chi risponde non si conserva</h2>
  <ul>
    <li>l’indirizzo di rete, il browser, l’ora;</li>
    <li>cookie o altri dati nel suo dispositivo: la pagina delle domande non ne usa;</li>
    <li>nulla presso terzi: le pagine non caricano niente da altri siti.</li>
  </ul>
  <h2>Correggere la risposta</h2>
  <p>
    Per un’ora, dalla stessa pagina, chi ha risposto può completare o correggere. L’indirizzo che lo permette lo ha soltanto lui.
  </p>
  <h2>Che cosa si pubblica</h2>
  <p>Soltanto stime di gruppi di almeno 10 risposte. I suggerimenti non si pubblicano.</p>
  <p>
    Le stime per ora si aggiornano di continuo. Chi le confronta prima e dopo una risposta, o confronta un periodo con le sue
    parti, può quindi ricavare che cosa hanno detto anche meno di 10 persone: che cosa, non chi. Le edizioni definitive, quando
    ci saranno, dovranno impedire anche questo.
  </p>
  <h2>Nell’area degli enti</h2>
  <p>Chi vi lavora con il codice dell’operatore riceve un cookie tecnico, che dura finché non chiude il browser.</p>`

const accessibility = html`<h1>Accessibilità</h1>
  <p class="lead">Queste pagine sono fatte per essere usate da chiunque, con qualsiasi strumento.</p>
  <ul>
    <li>funzionano senza JavaScript e con la sola tastiera;</li>
    <li>si leggono su schermi larghi 320 pixel e con l’ingrandimento al 400%;</li>
    <li>ogni grafico ha accanto gli stessi dati in una tabella;</li>
    <li>nessuna informazione è affidata al solo colore; c’è una versione scura per chi la preferisce.</li>
  </ul>
  <p>
    A ogni modifica un controllo automatico verifica le regole WCAG 2.2, livello AA, che una macchina può verificare. Un esame con
    persone con disabilità non è ancora stato fatto.
  </p>`
