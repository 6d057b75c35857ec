// SPDX-License-Identifier: AGPL-3.0-or-later
// The one way from unknown data (a database row, a file) to a document. What the schema cannot say is said
// here: answers are positional and counts are laid out by code, so ids, codes, branches and screens must fit.
import { Value } from 'typebox/value'
import { deepFreeze } from './deep-freeze.ts'
import { DocumentSchema, type DocumentItem, type InstrumentDocument } from './schema.ts'

/** A smallint carries 15 bits without its sign: the most options a multiple choice may have. */
const mostOptions = 15

/**
 * The document held by `value`, frozen; a copy, so that the caller's value stays its own.
 * Throws TypeError when it is not a document: stored versions were documents when they were written.
 */
export function parseDocument(value: unknown): InstrumentDocument {
  const [error] = Value.Errors(DocumentSchema, value)
  if (error !== undefined) throw new TypeError(`not a questionnaire document: ${error.instancePath} ${error.message}`)
  const document = structuredClone(value) as InstrumentDocument
  const fault = faultOf(document)
  if (fault !== undefined) throw new TypeError(`not a questionnaire document: ${fault}`)
  return deepFreeze(document)
}

function faultOf(document: InstrumentDocument): string | undefined {
  const { items, steps } = document
  const ids = items.map((item) => item.id)
  if (new Set(ids).size !== ids.length) return 'two items share an id'
  if (steps.flat().join() !== ids.join()) return 'the screens do not list the items in order'
  if (steps[0]?.length !== 1 || !isAnchor(items[0])) return 'the first screen is not one single-choice question'
  if (items.filter((item) => item.scale.kind === 'text').length > 1) return 'more than one free text'
  return items.map((item, index) => itemFault(item, items.slice(0, index))).find((fault) => fault !== undefined)
}

/** The first question is always answered by one code: the number of answers is read from its counts. */
function isAnchor(item: DocumentItem | undefined): boolean {
  return item !== undefined && !['text', 'multiple'].includes(item.scale.kind) && item.showIf === undefined
}

function itemFault({ id, scale, showIf, maxLength }: DocumentItem, before: DocumentItem[]): string | undefined {
  const codes = scale.codes.map(({ code }) => code)
  if (new Set(codes).size !== codes.length) return `${id}: two options share a code`
  if (scale.kind === 'text' ? maxLength === undefined : codes.length < 2) return `${id}: the scale is not complete`
  if (scale.kind === 'multiple' && codes.length > mostOptions) return `${id}: more than ${mostOptions} options`
  if (showIf === undefined) return undefined
  const asked = before.find((item) => item.id === showIf.item)
  const known = asked?.scale.codes.map(({ code }) => code) ?? []
  const usable = asked !== undefined && asked.scale.kind !== 'multiple' && showIf.codes.every((c) => known.includes(c))
  return usable ? undefined : `${id}: its branch does not follow from an earlier question`
}
