// SPDX-License-Identifier: AGPL-3.0-or-later
// OUT: what is public, and the only place where it becomes so. Reads go through the public role.
export { publishJobs } from './jobs.ts'
export { openapi } from './api/openapi.ts'
export { publishRoutes } from './api/routes.ts'
export { refresh } from './release/refresh.ts'
export { bodyFigures, edition, isDemonstration, nation, serviceBySlug } from './read/find-figures.ts'
export { listRegions, searchBodies } from './read/search-bodies.ts'
export type { BodyPage, BodySearch, Region } from './read/search-bodies.ts'
export { searchServices, serviceSorts } from './read/search-services.ts'
export type { ServicePage, ServiceSearch, ServiceSort } from './read/search-services.ts'
export type * from './figures.ts'
