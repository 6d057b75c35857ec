// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail. Written into the outbox in the transaction of the act that causes it, sent afterwards by a job. Without a mail server
// the mails stay in the outbox, where the workspace shows them.
export * from './outbox.ts'
export { mailJobs, sendMails } from './send-mails.ts'
