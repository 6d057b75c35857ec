// SPDX-License-Identifier: AGPL-3.0-or-later
// Bringing the registry of public bodies up to date: a file of IndicePA is sent, and brought in as a long task.
import { Readable } from 'node:stream'
import type { Context } from '../../../../base/context.ts'
import { html, type Html } from '../../../../base/html/index.ts'
import { fill } from '../../../../base/language.ts'
import { Upload, withUpload, type App } from '../../../../base/http/index.ts'
import { openTask, runTask, type Work } from '../../../../base/tasks/index.ts'
import { audit, importRegistry, listRegistryImports } from '../../../../bodies/index.ts'
import { longDay } from '../../../words/dates.ts'
import { count } from '../../../words/numbers.ts'
import { checkField, problemSummary, type Filled } from '../../fields.ts'
import { rowsTable } from '../../lists/index.ts'
import { workspaceRoute, type Answer, type Call } from '../../route.ts'
import { taskPath } from '../../tasks/index.ts'
import { say } from '../../words.ts'
import { programmeMenu, programmePath } from '../place.ts'
import texts from './registry.json' with { type: 'json' }

export { registryReport } from './report.ts'

const url = `${programmePath}/registro`
const permission = 'registry.import'
/** Of the file as it comes. The whole of IndicePA has about 10 MB, packed 2. */
const mostBytes = 40_000_000
/** Of the file unpacked. */
const mostUnpacked = 200_000_000
const shownImports = 10
/** Names of the kinds of files that are read; what is in one is judged when it is. */
const readable = /\.(?:csv|tsv|txt|gz)$/i

export const registryTask = 'registry'

export function registryRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission },
    act: async (call) => ({ page: await page(call, { given: {}, problems: [], language: call.language }) }),
  })
  withUpload(app, mostBytes, (scope) =>
    workspaceRoute(scope, context, { ...{ method: 'POST', url, permission }, act: begin }),
  )
}

async function begin(call: Call): Promise<Answer> {
  const { context, access, given, language } = call
  const said = say(texts, language)
  const refuse = async (message: string): Promise<Answer> => {
    const problems = [{ field: 'file', message }]
    return { page: { ...(await page(call, { given, problems, language })), status: 400 } }
  }
  const { file } = given
  if (!(file instanceof Upload) || file.content.length === 0) return refuse(said.noFile)
  if (!readable.test(file.name)) return refuse(said.wrongName)
  const { id: accountId, pseudonym: actor } = access.account
  const title = fill(said.taskTitle, { name: file.name })
  const id = await openTask(context, { kind: registryTask, title, accountId })
  const options = { partial: given['partial'] === 'yes', closeMany: given['closeMany'] === 'yes' }
  await audit(context, { act: 'registry.import', actor, subject: `task ${id}`, after: { file: file.name, ...options } })
  const bring = (outer: Context) => (work: Work) => bringIn({ ...outer, language }, file, work, options)
  return { redirect: taskPath(id), afterwards: (outer) => void runTask(outer, id, bring(outer)) }
}

interface Chosen {
  readonly partial: boolean
  readonly closeMany: boolean
}

async function bringIn(context: Context, { name, content }: Upload, { progress, signal }: Work, chosen: Chosen) {
  const bytes = Readable.from(pieces(content, progress))
  const options = { fileName: name, ...chosen, mostBytes: mostUnpacked, signal }
  const { rejected, ...report } = await importRegistry(context, bytes, options)
  return { ...report, rejected: rejected.length, firstRejected: rejected.slice(0, 200) }
}

/** How far the file has been read is how far the task is. */
function* pieces(content: Buffer, progress: Work['progress']): Generator<Buffer> {
  const size = 65_536
  for (let at = 0; at < content.length; at += size) {
    progress(at, content.length)
    yield content.subarray(at, at + size)
  }
  progress(content.length, content.length)
}

async function page(call: Call, filled: Filled) {
  const { language, formField } = call
  const said = say(texts, language)
  const box = (name: 'partial' | 'closeMany') => {
    const term = { code: 'yes', label: texts.it[`${name}Yes`], en: texts.en[`${name}Yes`] }
    return checkField(filled, { name, label: said[name], hint: said[`${name}Hint`] }, [term])
  }
  const fault = filled.problems.find(({ field }) => field === 'file')
  const content = html`${programmeMenu(call, 'registry')}
    <h1>${said.title}</h1>
    <p class="lead">${said.lead}</p>
    ${problemSummary(filled)}
    <form method="post" action="${url}" enctype="multipart/form-data" novalidate>
      ${formField}
      <div class="field">
        <label for="file">${said.file}</label>
        <span class="hint" id="file-hint">${fill(said.fileHint, { size: mostBytes / 1_000_000 })}</span>
        ${fault ? html`<span class="fault" id="file-fault">${fault.message}</span>` : ''}
        <input
          id="file"
          name="file"
          type="file"
          accept=".csv,.tsv,.txt,.gz"
          aria-describedby="file-hint${fault ? ' file-fault' : ''}"
          ${fault ? html`aria-invalid="true"` : ''}
        />
      </div>
      <details>
        <summary>${said.more}</summary>
        ${box('partial')} ${box('closeMany')}
      </details>
      <button>${said.bring}</button>
    </form>
    ${await before(call)}`
  return { title: said.title, content }
}

async function before({ context, language }: Call): Promise<Html> {
  const said = say(texts, language)
  const imports = await listRegistryImports(context, shownImports)
  if (imports.length === 0) return html`<h2>${said.before}</h2><p>${said.never}</p>`
  const kinds = ['new', 'renamed', 'changed', 'closed', 'merged', 'reopened'] as const
  return html`<h2>${said.before}</h2>
    ${rowsTable({
      caption: said.before,
      columns: [said.day, said.file, ...kinds.map((kind) => ({ head: said.kinds[kind], number: true }))],
      rows: imports.map(({ day, fileName, counts }) => [
        longDay(day, language),
        html`<span class="hash">${fileName}</span>`,
        ...kinds.map((kind) => count(counts[kind] ?? 0)),
      ]),
    })}`
}
