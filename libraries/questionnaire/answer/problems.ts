// SPDX-License-Identifier: AGPL-3.0-or-later
// What can be wrong with an answer, in words for the person or the developer who sent it. The code is for
// programs, the message is Italian and says what to do. Messages may quote input: show them as text.
import type { DocumentItem } from '../document/schema.ts'

export type ProblemCode = 'unknown-item' | 'wrong-type' | 'out-of-range' | 'too-long' | 'required' | 'not-shown'

/** `item` is the id as sent, empty when the whole answer is concerned. */
export type Problem = { readonly item: string; readonly code: ProblemCode; readonly message: string }

export const notAnObject: Problem = {
  item: '',
  code: 'wrong-type',
  message: 'La risposta deve essere un oggetto con una voce per ogni domanda.',
}

export function unknownItem(id: string): Problem {
  const shown = [...id.slice(0, 80).toWellFormed()].slice(0, 40).join('')
  return { item: shown, code: 'unknown-item', message: `«${shown}» non è una domanda di questo questionario.` }
}

export function required(item: DocumentItem): Problem {
  return { item: item.id, code: 'required', message: `Rispondi alla domanda «${item.wording.it}».` }
}

export function wrongType(item: DocumentItem): Problem {
  const { kind } = item.scale
  const expected =
    kind === 'text'
      ? 'è attesa una stringa di testo'
      : kind === 'multiple'
        ? 'è atteso un elenco di numeri interi'
        : 'è atteso un numero intero'
  return { item: item.id, code: 'wrong-type', message: `Alla domanda «${item.wording.it}» ${expected}.` }
}

export function outOfRange(item: DocumentItem, allowed: readonly number[]): Problem {
  const shown = allowed.length > 20 ? `da ${Math.min(...allowed)} a ${Math.max(...allowed)}` : allowed.join(', ')
  return {
    item: item.id,
    code: 'out-of-range',
    message: `Alla domanda «${item.wording.it}» la risposta non è fra quelle previste: ${shown}.`,
  }
}

export function tooLong(item: DocumentItem, limit: number): Problem {
  return { item: item.id, code: 'too-long', message: `Il testo è troppo lungo: scrivi al massimo ${limit} caratteri.` }
}

export function notShown(item: DocumentItem): Problem {
  return {
    item: item.id,
    code: 'not-shown',
    message: `La domanda «${item.wording.it}» non è prevista dopo la risposta data prima: togli questa voce.`,
  }
}
