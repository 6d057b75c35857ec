// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/libraries.md: every public function of the libraries, with what its file and its own comment say. Only
// what stands in an entry of a package.json is public.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import {
  parseSync,
  type ArrowFunctionExpression,
  type Declaration,
  type Function,
  type ParseResult,
  type Program,
  type Span,
  type Statement,
} from 'oxc-parser'
import { projectRoot } from '../source-files.ts'
import { code, page } from './markdown.ts'

const opening = `Methods that can be checked by anybody: pure TypeScript, no clock, file, network or chance. Each has a README with its first steps, and
the method families have a [page](../methods/). What is not named here is not public and may change.`

/** A function as its file declares it. */
export interface PublicFunction {
  readonly name: string
  /** Parameters and result, as written. */
  readonly signature: string
  /** Its own comment, without the marks; empty when it has none. */
  readonly comment: string
}

/** A file of a library, with the functions that are public. */
export interface PublicFile {
  readonly path: string
  /** The comment the file opens with. */
  readonly opening: string
  readonly functions: readonly PublicFunction[]
}

export function renderLibraries(): string {
  const names = readdirSync(join(projectRoot, 'libraries')).toSorted()
  return page('Libraries', 'the entries of each package in `libraries/`', [opening, ...names.flatMap(renderLibrary)])
}

function renderLibrary(name: string): string[] {
  const files = publicFiles(name).filter(({ functions }) => functions.length > 0)
  return [`## [${name}](../../libraries/${name}/)`, ...files.flatMap(renderFile)]
}

function renderFile({ path, opening, functions }: PublicFile): string[] {
  const title = `### ${functions.map(({ name }) => code(name)).join(', ')}`
  const source = `[${path.replace(/^libraries\/[^/]+\//, '')}](../../${path})`
  const each = functions.map(({ name, signature, comment }) =>
    [`\`\`\`ts\n${name}${signature}\n\`\`\``, ...(comment === '' ? [] : [comment])].join('\n\n'),
  )
  return [title, ...(opening === '' ? [] : [opening]), ...each, source]
}

/** A source in TypeScript, or a script with the file of its types. */
type Entry = string | { readonly types: string }

const typedEntry = (entry: Entry): string => (typeof entry === 'string' ? entry : entry.types)

/** Of one library, in the order its entries name them. @param name of its folder. */
export function publicFiles(name: string): PublicFile[] {
  const folder = `libraries/${name}`
  const { exports } = JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8')) as {
    exports: Entry | Record<string, Entry>
  }
  const entries = typeof exports === 'string' ? [exports] : Object.values(exports).map(typedEntry)
  const named = entries.flatMap((entry) => exportsOf(posix.join(folder, entry)))
  const files = Map.groupBy(named, ({ path }) => path)
  return [...files].map(([path, exported]) =>
    readPublic(
      path,
      exported.map(({ name }) => name),
    ),
  )
}

interface Parsed extends Pick<ParseResult, 'program' | 'comments'> {
  readonly text: string
}

function parse(path: string): Parsed {
  const text = readFileSync(join(projectRoot, path), 'utf8')
  const { program, comments } = parseSync(path, text)
  return { program, comments, text }
}

/** What a file hands on from others, and what it exports itself: an entry may be the file of its one function. */
function exportsOf(entry: string): { name: string; path: string }[] {
  return parse(entry).program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return []
    const { declaration, specifiers, source, exportKind } = statement
    if (declaration && isFunction(declaration)) return [{ name: declaration.id!.name, path: entry }]
    if (!source || exportKind === 'type') return []
    const path = posix.join(dirname(entry), source.value)
    return specifiers
      .filter((specifier) => specifier.exportKind !== 'type')
      .map(({ exported }) => ({ name: exported.type === 'Literal' ? exported.value : exported.name, path }))
  })
}

const isFunction = (declaration: Declaration | Statement): declaration is Function =>
  declaration.type === 'FunctionDeclaration' || declaration.type === 'TSDeclareFunction'

function readPublic(path: string, names: readonly string[]): PublicFile {
  const file = parse(path)
  const functions = file.program.body
    .flatMap((statement) => declaredFunctions(statement, path.endsWith('.d.ts')))
    .filter(({ name }) => names.includes(name))
    .map(({ name, declared, commented }) => ({
      name,
      signature: signatureOf(file, declared),
      comment: commentOf(file, commented),
    }))
  return { path, opening: openingOf(file.text), functions }
}

interface Declared {
  readonly name: string
  readonly declared: Function | ArrowFunctionExpression
  /** The node its comment stands before. */
  readonly commented: Span
}

/** `function name() {…}` and `const name = () => …`; of overloads the one that does it. */
function declaredFunctions(commented: Program['body'][number], typesAlone: boolean): Declared[] {
  const statement = commented.type === 'ExportNamedDeclaration' ? commented.declaration : commented
  if (!statement) return []
  if (isFunction(statement))
    return statement.id && (statement.body || typesAlone)
      ? [{ name: statement.id.name, declared: statement, commented }]
      : []
  if (statement.type !== 'VariableDeclaration') return []
  return statement.declarations.flatMap(({ id, init }) =>
    init?.type === 'ArrowFunctionExpression' && id.type === 'Identifier'
      ? [{ name: id.name, declared: init, commented }]
      : [],
  )
}

function signatureOf({ text }: Parsed, { typeParameters, params, returnType }: Declared['declared']): string {
  const written = ({ start, end }: Span): string => text.slice(start, end).replace(/\s+/g, ' ')
  const generics = typeParameters ? `<${typeParameters.params.map(written).join(', ')}>` : ''
  return `${generics}(${params.map(written).join(', ')})${returnType ? `: ${written(returnType.typeAnnotation)}` : ''}`
}

/** The words of the comment that stands directly before. */
function commentOf({ comments, text }: Parsed, { start }: Span): string {
  const own = comments.findLast(({ end }) => end <= start)
  if (!own?.value.startsWith('*') || text.slice(own.end, start).trim() !== '') return ''
  const lines = own.value
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
  return escaped(
    lines
      .join('\n')
      .trim()
      // Each tag a line of its own, its name as a word.
      .replace(/\s*@param (\w+)/g, '\n- `$1`')
      .replace(/\s*@returns/g, '\n- Returns')
      .replace(/\s*@throws/g, '\n- Throws')
      .replace(/\s*@example (.+)/g, '\n- Example: `$1`')
      .replace(/^\n/, '')
      .replace(/([^\n])\n- /, '$1\n\n- '),
  )
}

/** The comment lines after the licence. */
function openingOf(text: string): string {
  const lines = text.split('\n').slice(1)
  const end = lines.findIndex((line) => !line.startsWith('//'))
  return escaped(
    lines
      .slice(0, end)
      .map((line) => line.slice(2).trim())
      .join('\n'),
  )
}

/** Markdown would take these for markup; what stands in backticks stays. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[<*_]/g, '\\$&')))
    .join('')
}
