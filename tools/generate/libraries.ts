// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/reference/libraries.md: every public function of the libraries, with what its file and its own comment say. Only
// what stands in an entry of a package.json is public.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
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

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(join(projectRoot, path), 'utf8'), ts.ScriptTarget.Latest, true)
}

/** What a file hands on from others, and what it exports itself: an entry may be the file of its one function. */
function exportsOf(entry: string): { name: string; path: string }[] {
  return parse(entry).statements.flatMap((statement) => {
    if (isExported(statement) && ts.isFunctionDeclaration(statement))
      return [{ name: statement.name!.text, path: entry }]
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly || !statement.moduleSpecifier) return []
    const path = posix.join(dirname(entry), (statement.moduleSpecifier as ts.StringLiteral).text)
    const clause = statement.exportClause as ts.NamedExports
    return clause.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => ({ name: name.text, path }))
  })
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  )
}

function readPublic(path: string, names: readonly string[]): PublicFile {
  const file = parse(path)
  const functions = file.statements
    .flatMap(declaredFunctions)
    .filter(({ name }) => names.includes(name))
    .map(({ name, declared, commented }) => ({
      name,
      signature: signatureOf(file, declared),
      comment: commentOf(commented),
    }))
  return { path, opening: openingOf(file.text), functions }
}

interface Declared {
  readonly name: string
  readonly declared: ts.SignatureDeclaration
  /** The node its comment stands before. */
  readonly commented: ts.Node
}

/** `function name() {…}` and `const name = () => …`; of overloads the one that does it. */
function declaredFunctions(statement: ts.Statement): Declared[] {
  if (ts.isFunctionDeclaration(statement))
    return statement.name && (statement.body || statement.getSourceFile().isDeclarationFile)
      ? [{ name: statement.name.text, declared: statement, commented: statement }]
      : []
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && ts.isArrowFunction(initializer) && ts.isIdentifier(name)
      ? [{ name: name.text, declared: initializer, commented: statement }]
      : [],
  )
}

function signatureOf(file: ts.SourceFile, { typeParameters, parameters, type }: ts.SignatureDeclaration): string {
  const written = (nodes: readonly ts.Node[]): string => nodes.map((node) => plain(node.getText(file))).join(', ')
  const generics = typeParameters ? `<${written(typeParameters)}>` : ''
  return `${generics}(${written(parameters)})${type ? `: ${plain(type.getText(file))}` : ''}`
}

const plain = (text: string): string => text.replace(/\s+/g, ' ')

function commentOf(node: ts.Node): string {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)
  if (!comment) return ''
  const text = comment.getText().replace(/^\/\*\*|\*\/$/g, '')
  const lines = text.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim())
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
