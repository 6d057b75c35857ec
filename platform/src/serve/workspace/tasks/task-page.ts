// SPDX-License-Identifier: AGPL-3.0-or-later
// One task. While it runs the page tells how far it is: with script in place, without script by loading itself again, which
// whoever reads it can stop. All of it comes from the task's row, so a reload, another tab or another process shows the same.
import type { Context } from '../../../base/context.ts'
import { notFound } from '../../../base/errors.ts'
import { html, type Html } from '../../../base/html/index.ts'
import { fill } from '../../../base/language.ts'
import type { App } from '../../../base/http/index.ts'
import { cancelTask, findTask, nudgeTasks, type Task } from '../../../base/tasks/index.ts'
import { audit } from '../../../bodies/index.ts'
import { assetPath } from '../../assets/index.ts'
import { instantWords } from '../../words/dates.ts'
import { count } from '../../words/numbers.ts'
import { crumbs } from '../frame.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { say, type WorkspaceLanguage } from '../words.ts'
import texts from './tasks.json' with { type: 'json' }

const url = '/area/lavori/:id'
/** Seconds after which the page loads itself again where there is no script. */
const refresh = 3

/** What a task gave, for who reads it. */
export type ResultView = (call: Call, result: unknown) => Html | Promise<Html>
export type ResultViews = Readonly<Record<string, ResultView>>

export function taskPath(id: string): string {
  return `/area/lavori/${id}`
}

export function taskPageRoutes(app: App, context: Context, views: ResultViews): void {
  workspaceRoute(app, context, {
    url,
    permission: 'account',
    act: async (call) => show(call, await taskOf(call), views),
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url: `${url}/annulla`, permission: 'account' }, act: cancel })
  // What the page's script asks for.
  workspaceRoute(app, context, {
    ...{ url: `${url}/stato`, permission: 'account' },
    async act(call) {
      const { state, done, total } = await taskOf(call)
      const words = progressWords({ done, total }, call.language)
      return { json: { running: state === 'running', done, total, words } }
    },
  })
}

async function taskOf({ context, access, params }: Call): Promise<Task> {
  const task = await findTask(context, access.account.id, params['id'] ?? '')
  if (!task) throw notFound()
  return task
}

async function cancel(call: Call): Promise<Answer> {
  const { context, access } = call
  const { id, kind } = await taskOf(call)
  const { pseudonym } = access.account
  if (await cancelTask(context, access.account.id, id)) {
    await audit(context, { act: 'task.cancel', actor: pseudonym, subject: `task ${kind} ${id}` })
  }
  return { redirect: taskPath(id), afterwards: (outer) => nudgeTasks(outer, id) }
}

async function show(call: Call, task: Task, views: ResultViews): Promise<Answer> {
  const { language, query } = call
  const said = say(texts, language)
  const running = task.state === 'running'
  const still = query['fermo'] === '1'
  const content = html`${crumbs(language, { address: '/area/lavori', name: said.title })}
    <h1>${task.title}</h1>
    <p>
      <span class="${running || task.state === 'done' ? 'tag' : 'tag tag-warm'}">${said.states[task.state]}</span>
      ${fill(said.since, { when: instantWords(task.createdAt, language) })}
    </p>
    ${running ? progressPart(call, task, still) : await resultPart(call, task, views)}`
  const head =
    running && !still ? html`<noscript><meta http-equiv="refresh" content="${refresh}" /></noscript>` : html``
  return { page: { title: task.title, content, scripts: running, head } }
}

function progressPart({ language, formField }: Call, task: Task, still: boolean): Html {
  const said = say(texts, language)
  const { id, done, total, cancelWanted } = task
  const here = taskPath(id)
  return html`<div class="task" data-task="${here}/stato">
      <label for="progress">${said.progress}</label>
      ${bar(task)}
      <p data-words role="status">${progressWords({ done, total }, language)}</p>
    </div>
    ${
      cancelWanted
        ? html`<p class="notice">${said.cancelling}</p>`
        : html`<form method="post" action="${here}/annulla">
            ${formField}<button class="button-quiet">${said.cancel}</button>
          </form>`
    }
    <noscript>
      <p class="note">
        ${
          still
            ? html`${said.still} <a href="${here}">${said.follow}</a>`
            : html`${fill(said.refresh, { seconds: refresh })} <a href="${here}?fermo=1">${said.stop}</a>`
        }
      </p>
    </noscript>
    <p class="note">${said.leave}</p>
    <script type="module" src="${assetPath('task.js')}"></script>`
}

function bar({ done, total }: Task): Html {
  return total === null || total === 0
    ? html`<progress id="progress"></progress>`
    : html`<progress id="progress" max="${total}" value="${Math.min(done, total)}"></progress>`
}

/** "53%", or how much when nobody knows of how much. */
function progressWords({ done, total }: Pick<Task, 'done' | 'total'>, language: WorkspaceLanguage): string {
  const said = say(texts, language)
  if (total === null || total === 0) return done === 0 ? said.begun : fill(said.sofar, { done: count(done) })
  return done >= total ? said.finishing : `${Math.floor((100 * done) / total)}%`
}

async function resultPart(call: Call, { kind, state, result }: Task, views: ResultViews): Promise<Html> {
  const said = say(texts, call.language)
  if (state === 'done') return (await views[kind]?.(call, result)) ?? html`<p>${said.doneWords}</p>`
  if (state === 'cancelled') return html`<p class="notice">${said.cancelledWords}</p>`
  if (state === 'interrupted') return html`<p class="notice notice-warm">${said.interruptedWords}</p>`
  const { error = '' } = (result ?? {}) as { error?: string }
  return html`<p class="notice notice-warm" role="alert">${said.failedWords} ${error}</p>`
}
