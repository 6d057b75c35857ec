// SPDX-License-Identifier: AGPL-3.0-or-later
// Long work: begun by a page, done in this process after the reply, watched and cancelled from any process.
export * from './store.ts'
export { nudgeTasks, runTask, stopTasks, type Work } from './run-task.ts'
export { taskJobs } from './jobs.ts'
