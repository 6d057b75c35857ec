// SPDX-License-Identifier: AGPL-3.0-or-later
// The description of the API as OpenAPI 3.1 wants it, as far as its structure goes, and as the server really answers: no
// validator of OpenAPI is among our packages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderOpenapi } from './openapi.ts'

interface Media {
  readonly schema?: object
}
interface Reply {
  readonly description?: string
  readonly headers?: Record<string, Media>
  readonly content?: Record<string, Media>
}
interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { name: string; in: string; schema?: object; description?: string }[]
  readonly requestBody?: { readonly content?: Record<string, Media> }
  readonly responses?: Record<string, Reply>
}
interface Description {
  readonly openapi: string
  readonly info: { readonly title?: string; readonly version?: string; readonly license?: { name?: string } }
  readonly tags: readonly { name: string }[]
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { readonly schemas: Record<string, object> }
}

const description = JSON.parse(await renderOpenapi()) as Description
const operations = Object.entries(description.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ name: `${verb} ${path}`, verb, path, ...operation })),
)

/** Every schema below a value that is one. */
function* schemasIn(schema: object): Generator<Record<string, unknown>> {
  const here = schema as Record<string, unknown>
  yield here
  const below = [here['items'], here['additionalProperties'], ...Object.values(here['properties'] ?? {})]
  for (const part of [...below, ...((here['anyOf'] as unknown[] | undefined) ?? [])])
    if (typeof part === 'object' && part !== null) yield* schemasIn(part)
}

const medias = operations.flatMap(({ requestBody, responses = {} }) =>
  [requestBody ?? {}, ...Object.values(responses)].flatMap(({ content = {} }) => Object.values(content)),
)

test('the description has the parts that OpenAPI 3.1 asks for', () => {
  const { openapi, info, tags } = description
  assert.equal(openapi, '3.1.0')
  assert.ok(info.title && info.version && info.license?.name)
  assert.ok(operations.length >= 5)
  for (const operation of operations) {
    const { name, verb, path, summary, responses = {}, parameters = [] } = operation
    assert.match(path, /^\//)
    assert.ok(['get', 'post', 'put', 'patch', 'delete'].includes(verb) && summary, name)
    for (const tag of operation.tags ?? [])
      assert.ok(
        tags.some((known) => known.name === tag),
        `${name} ${tag}`,
      )
    assert.ok(Object.keys(responses).length > 0, name)
    for (const status of Object.keys(responses)) assert.match(status, /^[1-5]\d\d$/, name)
    const places = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
    assert.equal(new Set(places).size, places.length, name)
    for (const parameter of parameters)
      assert.ok(parameter.schema && parameter.description, `${name} ${parameter.name}`)
  }
  for (const { schema } of medias) assert.ok(schema)
})

test('its schemas use the words of JSON Schema 2020-12, and nothing that OpenAPI 3.1 has given up', () => {
  const words = [
    ...[
      '$ref',
      'type',
      'enum',
      'anyOf',
      'properties',
      'required',
      'additionalProperties',
      'items',
      'minItems',
      'maxItems',
    ],
    ...[
      'minLength',
      'maxLength',
      'minimum',
      'maximum',
      'pattern',
      'format',
      'title',
      'description',
      'default',
      'examples',
    ],
  ]
  const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']
  const all = [...Object.values(description.components.schemas), ...medias.map(({ schema }) => schema!)]
  for (const schema of all.flatMap((one) => [...schemasIn(one)])) {
    for (const word of Object.keys(schema)) assert.ok(words.includes(word), word)
    assert.ok(schema['type'] === undefined || types.includes(schema['type'] as string), String(schema['type']))
    for (const name of (schema['required'] as string[] | undefined) ?? [])
      assert.ok(Object.hasOwn(schema['properties'] as object, name), name)
  }
})

test('every reply is described in Italian, and every failure as the problem+json that is sent', () => {
  for (const { name, responses = {} } of operations) {
    assert.ok(
      Object.keys(responses).some((status) => status.startsWith('4')),
      name,
    )
    for (const [status, { description: words = '', content = {}, headers = {} }] of Object.entries(responses)) {
      const place = `${name} ${status}`
      assert.doesNotMatch(words, /default|response$/i, place)
      assert.match(words, /[a-zàèéìòù]{3,}.*\.$/s, place)
      const failed = Number(status) >= 400
      assert.deepEqual(Object.keys(content), [failed ? 'application/problem+json' : 'application/json'], place)
      if (failed)
        assert.deepEqual(Object.values(content), [{ schema: { $ref: '#/components/schemas/Problem' } }], place)
      assert.equal(headers['Retry-After']?.schema !== undefined, status === '503', place)
    }
  }
})
