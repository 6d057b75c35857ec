// SPDX-License-Identifier: AGPL-3.0-or-later
// For programs and pages of other sites: what a touchpoint asks, or the error that says why it asks nothing.
import type { Context } from '../base/context.ts'
import { touchpointClosed, touchpointPaused, touchpointUnknown } from './errors.ts'
import { findSubject, type Found, type Version } from './subject.ts'

const silences = { unknown: touchpointUnknown, paused: touchpointPaused, closed: touchpointClosed }

/** @throws PlatformError touchpoint-unknown, touchpoint-paused, touchpoint-closed. */
export async function asking(context: Context, code: string): Promise<{ found: Found; version: Version }> {
  const subject = await findSubject(context, code)
  if ('silence' in subject) throw silences[subject.silence]()
  return subject
}
