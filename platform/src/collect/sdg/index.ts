// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends the month's feedback to the Single Digital Gateway (decision 021): what is to be sent is gathered, kept as batches with a
// state, and sent until it is confirmed.
export { gatherMonths } from './gather.ts'
export { instantOf } from './minute.ts'
export { sendBatches } from './send.ts'
export {
  batchStates,
  countInGateway,
  listGatewayMonths,
  listServiceMonths,
  listTroubled,
  sendBatchAgain,
  type BatchState,
  type GatewayMonth,
  type ServiceMonthState,
  type TroubledBatch,
} from './state.ts'
