// SPDX-License-Identifier: AGPL-3.0-or-later
// What went wrong, in the frame of every other page: who typed a wrong address finds the way from there.
import type { Context } from '../base/context.ts'
import { failureWords, type App } from '../base/http/index.ts'
import { isDemonstration } from '../publish/index.ts'
import { layout } from './layout/index.ts'

export function frameFailures(app: App, context: Context): void {
  app.failureFrame.put = async (failure) => {
    const demo = await isDemonstration(context)
    return layout({ title: failure.kind.title.replace(/\.$/, ''), demo }, failureWords(failure))
  }
}
