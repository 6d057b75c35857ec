// SPDX-License-Identifier: AGPL-3.0-or-later
// What the gate kept apart, in groups and never answer by answer, and what becomes of it: one person proposes, another confirms.
export {
  listHeld,
  listHeldDays,
  listHeldServices,
  type HeldDay,
  type HeldGroup,
  type HeldService,
  type HeldState,
} from './held.ts'
export {
  countProposed,
  countToConfirm,
  findProposal,
  listProposals,
  proposalActs,
  type Proposal,
  type ProposalAct,
  type Proposed,
} from './proposal.ts'
export { decide, propose, type Actor, type Decided } from './propose.ts'
export { readProposal } from './read-proposal.ts'
