// SPDX-License-Identifier: AGPL-3.0-or-later
// What one touchpoint asked, asks and will ask. Another questionnaire is first compared with the one of today, so that who
// changes it has seen which series end.
import type { Context } from '../../../base/context.ts'
import { dayOf } from '../../../base/day.ts'
import type { App } from '../../../base/http/index.ts'
import type { FoundTouchpoint } from '../../../bodies/index.ts'
import { assignVersion, versionFor } from '../../../catalogue/index.ts'
import { noteAssignment, takeBackAssignment } from '../note-assignment.ts'
import { workspaceRoute, type Answer, type Call } from '../route.ts'
import { peoplesTouchpoint } from '../touchpoint/place.ts'
import { assignmentView } from './assignment-view.ts'
import { modelUrl } from './names.ts'

const url = `${modelUrl}/assegnazioni/:code`

export function assignmentRoutes(app: App, context: Context): void {
  workspaceRoute(app, context, {
    ...{ url, permission: 'model.read' },
    async act(call) {
      const given = { version: call.query['versione'] ?? '', fromDay: dayOf(call.context.now()) }
      return page(call, await peoplesTouchpoint(call), { given, problems: [], language: call.language })
    },
  })
  workspaceRoute(app, context, { ...{ method: 'POST', url, permission: 'model.assign' }, act: assignAct })
  workspaceRoute(app, context, {
    ...{ method: 'POST', url: `${url}/annulla`, permission: 'model.assign' },
    act: cancelAct,
  })
}

async function page(call: Call, found: FoundTouchpoint, filled: Parameters<typeof assignmentView>[2]): Promise<Answer> {
  const { name, demo } = found.touchpoint
  return { page: { title: name, demo, content: await assignmentView(call, found, filled) } }
}

async function assignAct(call: Call): Promise<Answer> {
  const { context, given, language } = call
  const found = await peoplesTouchpoint(call)
  const { touchpoint } = found
  const before = await versionFor(context, touchpoint.id, dayOf(context.now()))
  const assigned = await assignVersion(context, touchpoint, given)
  if (!assigned.ok) {
    const answer = await page(call, found, { given, problems: assigned.problems, language })
    return 'page' in answer ? { page: { ...answer.page, status: 400 } } : answer
  }
  const { fromDay, version } = assigned.value
  await noteAssignment(call, found, { before: before?.hash ?? null, after: version.hash, fromDay })
  return { redirect: pathOf(found) }
}

async function cancelAct(call: Call): Promise<Answer> {
  const found = await peoplesTouchpoint(call)
  await takeBackAssignment(call, found)
  return { redirect: pathOf(found) }
}

const pathOf = ({ touchpoint }: FoundTouchpoint): string => `${modelUrl}/assegnazioni/${touchpoint.code}`
