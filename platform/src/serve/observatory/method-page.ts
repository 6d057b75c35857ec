// SPDX-License-Identifier: AGPL-3.0-or-later
// How it is measured, written from the versions of model and method themselves: it cannot say anything else than what is done.
import { compose, dimensions, instruments, type DocumentItem } from '@ascolto/questionnaire'
import { method } from '@ascolto/statistics'
import type { Context } from '../../base/context.ts'
import { html, type Html } from '../../base/html/index.ts'
import type { App } from '../../base/http/index.ts'
import { withArticle } from '../words/numbers.ts'
import { publicPage, sendPublic } from './public-page.ts'

export function methodRoute(app: App, context: Context): void {
  let page: Html | undefined
  app.get('/metodo', publicPage, (_request, reply) =>
    sendPublic(context, reply, { title: 'Metodo', current: 'metodo' }, (page ??= methodPage())),
  )
}

function methodPage(): Html {
  return html`<h1>Metodo</h1>
    <p class="lead">
      Che cosa si chiede, come si calcola, quando si pubblica. Modello e metodo ${method.id}: domande e formule sono nostre
      e pubbliche, e ogni modifica ne fa una nuova versione.
    </p>
    <nav aria-label="In questa pagina">
      <ul>
        <li><a href="#stima">Come si calcola una stima</a></li>
        <li><a href="#qualita">La qualità di una stima</a></li>
        <li><a href="#dimensioni">Le dimensioni</a></li>
        <li><a href="#questionari">I questionari</a></li>
      </ul>
    </nav>
    ${howMeasured()} ${quality()}
    <h2 id="dimensioni">Le dimensioni</h2>
    <ul>
      ${[...dimensions.values()].map(({ name }) => html`<li>${name.it}</li>`)}
    </ul>
    <p>La soddisfazione complessiva non è una dimensione: si chiede a parte e serve a verificare le altre.</p>
    <h2 id="questionari">I questionari</h2>
    <p>
      Ogni questionario comincia con una domanda sola, e chi risponde a quella ha già detto la sua. Tutto il resto è
      facoltativo. Ogni versione porta il nome della sua impronta SHA-256, così chiunque può verificare che cosa è stato
      chiesto.
    </p>
    ${[...instruments.values()].map(({ id, name }) => instrument(id, name.it))}`
}

function howMeasured(): Html {
  const { notShownBelow, level, addedDeviation } = method
  return html`<h2 id="stima">Come si calcola una stima</h2>
    <ul>
      <li>
        <strong>Da 0 a 100.</strong> Le risposte, dalla peggiore alla migliore, valgono da 0 a 100 a distanze uguali; la stima
        è la loro media.
      </li>
      <li>
        <strong>L’intervallo</strong> al ${Math.round(100 * level)}% viene dai conteggi di ogni risposta (metodo Dirichlet–Beta):
        resta tra 0 e 100 e vale anche quando tutti rispondono allo stesso modo.
      </li>
      <li><strong>Sotto le ${notShownBelow} risposte</strong> non si pubblica alcun valore. Finché l’edizione
        è continua, però, un valore così piccolo si può ricavare per differenza: confrontando la stessa stima prima e dopo una
        risposta, o un periodo con le sue parti. Dice che cosa è stato risposto, non da chi; le edizioni definitive dovranno
        impedire anche questo.</li>
      <li>
        <strong>Non ponderata.</strong> Ogni risposta conta allo stesso modo: la stima non è corretta per chi, pur avendo
        usato il servizio, non ha risposto.
      </li>
      <li>
        <strong>Due flussi, mai sommati.</strong> Le persone invitate dopo aver usato il servizio sono un campione; chi
        risponde di sua iniziativa si è scelto da sé. Il dato di riferimento è quello delle persone invitate.
      </li>
      <li id="altri-strumenti">
        <strong>Dati di altri strumenti.</strong> Entrano con la loro scala e un livello di confrontabilità: L0, la scala è
        la stessa; L1, la scala è convertibile, con un errore aggiunto di ${addedDeviation.L1} punti; L2, la scala è troppo
        diversa e la serie resta a sé; L3, si misura un’altra cosa.
      </li>
      <li>
        <strong>Le serie si interrompono</strong> quando cambiano parole, scala o ordine delle domande in un modo che non permette
        il confronto.
      </li>
    </ul>`
}

function quality(): Html {
  const { A, B, C } = method.classes
  const rows = [
    [
      'A',
      `Almeno ${A.nEffective} risposte efficaci di persone invitate, con un tasso di risposta di almeno ${withArticle('il', `${100 * A.responseRate}%`)}`,
    ],
    ['B', `Almeno ${B.nEffective} risposte efficaci`],
    ['C', `Almeno ${C.nEffective} risposte efficaci`],
    [
      'Indicativo',
      `Da ${method.notShownBelow} a ${C.nEffective - 1} risposte efficaci, o con un intervallo più largo di ±${String(method.indicativeHalfWidth).replace('.', ',')} punti`,
    ],
    ['Non pubblicabile', `Meno di ${method.notShownBelow} risposte`],
  ]
  return html`<h2 id="qualita">La qualità di una stima</h2>
    <p>
      Dice quanto ci si può fidare del numero, non se il servizio va bene. Le risposte <em>efficaci</em> sono quelle che
      contano davvero quando non pesano tutte allo stesso modo; finché le stime non sono ponderate sono tutte.
    </p>
    <table class="rows narrow">
      <thead>
        <tr>
          <th scope="col">Classe</th>
          <th scope="col">Quando</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, words]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td data-label="Quando">${words}.</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

function instrument(id: string, name: string): Html {
  const { document, hash } = compose(id)
  return html`<h3>${name}</h3>
    <ol>
      ${document.items.map((item) => html`<li>${item.wording.it}${remark(item)}<br /><small>${scaleWords(item)}</small></li>`)}
    </ol>
    <p class="note">Versione <code class="hash">${hash}</code></p>`
}

function remark({ showIf }: DocumentItem): Html | '' {
  return showIf ? html` <span class="note">(secondo la prima risposta)</span>` : ''
}

/** A scale with a middle is told by its ends; one whose steps are things to choose, by all of them. */
function scaleWords({ scale, ends }: DocumentItem): string {
  const { kind, codes } = scale
  if (kind === 'text') return 'Testo libero, da cui si tolgono i dati personali prima di conservarlo'
  const words = codes.map(({ label }) => label.it)
  if (kind === 'stars') return `Da 1 a ${codes.length} stelle${ends ? `, da «${ends.low.it}» a «${ends.high.it}»` : ''}`
  if (kind === 'labelled') return `In ${codes.length} gradi, da «${words[0]}» a «${words.at(-1)}»`
  return words.join(' · ')
}
