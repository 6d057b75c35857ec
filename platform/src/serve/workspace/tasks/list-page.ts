// SPDX-License-Identifier: AGPL-3.0-or-later
// The person's own tasks, the newest first; those of others are nobody's business.
import type { Context } from '../../../base/context.ts'
import { html, type Html } from '../../../base/html/index.ts'
import type { App } from '../../../base/http/index.ts'
import { listTasks, type Task } from '../../../base/tasks/index.ts'
import { instantWords } from '../../words/dates.ts'
import { crumbs } from '../frame.ts'
import { waitingNotice } from '../held/index.ts'
import { rowsTable } from '../lists/index.ts'
import { workspaceRoute, type Call } from '../route.ts'
import { say } from '../words.ts'
import { taskPath } from './task-page.ts'
import texts from './tasks.json' with { type: 'json' }

/** They are forgotten after a month. */
const most = 100

export function listPageRoute(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url: '/area/lavori', permission: 'account' },
    async act(call) {
      const said = say(texts, call.language)
      const tasks = await listTasks(call.context, call.access.account.id, most)
      const content = html`${crumbs(call.language)}
        <h1>${said.title}</h1>
        <p class="lead">${said.lead}</p>
        ${await waitingNotice(call)}
        ${tasks.length === 0 ? html`<p>${said.none}</p>` : table(call, tasks)}`
      return { page: { title: said.title, content } }
    },
  })
}

function table({ language }: Call, tasks: readonly Task[]): Html {
  const said = say(texts, language)
  return rowsTable({
    caption: said.title,
    columns: [said.task, said.state, said.begunOn],
    rows: tasks.map(({ id, title, state, createdAt }) => [
      html`<a href="${taskPath(id)}">${title}</a>`,
      said.states[state],
      instantWords(createdAt, language),
    ]),
  })
}
