// SPDX-License-Identifier: AGPL-3.0-or-later
// catalogue: ASKED. Immutable questionnaires, where each is asked and since when, and the sources of other tools.
export { assign, forgetAssignments, versionFor, versionOn } from './assignments.ts'
export {
  assignVersion,
  cancelAssignment,
  listAssignments,
  offeredVersions,
  type Assigned,
  type OfferedVersion,
} from './assign-version.ts'
export { assignComposition, compositionOf, parseComposition, recompose, type Composition } from './composition.ts'
export * from './list-versions.ts'
export { editTouchpoint } from './edit-touchpoint.ts'
export { asksWho, instrumentOf, openTouchpoint } from './open-touchpoint.ts'
export { ensureSource, findSource, type Source, type SourceInput } from './sources.ts'
export { ensureVersion, versionById, type Version } from './versions.ts'
