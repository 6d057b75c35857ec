// SPDX-License-Identifier: AGPL-3.0-or-later
// What went wrong, in the frame of every other page: who typed a wrong address finds the way from there.
import type { Context } from '../base/context.ts'
import { html } from '../base/html/index.ts'
import { failureWords, type App } from '../base/http/index.ts'
import { isDemonstration } from '../publish/index.ts'
import { layout } from './layout/index.ts'

export function frameFailures(app: App, context: Context): void {
  app.failureFrame.put = async (failure) => {
    const demo = await isDemonstration(context)
    const title = failure.kind.title.replace(/\.$/, '')
    return layout({ title, demo }, html`${failureWords(failure)}${failure.kind.status === 404 ? whereToLook : ''}`)
  }
}

const whereToLook = html`<form role="search" action="/servizi" class="search">
  <div class="field">
    <label for="q">Cerca un servizio o un ente</label>
    <input id="q" name="q" type="search" maxlength="200" />
  </div>
  <button>Cerca</button>
</form>`
