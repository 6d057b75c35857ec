// SPDX-License-Identifier: AGPL-3.0-or-later
// bodies: WHO. Public bodies from the national registry, their services, and the places where a service asks.
export type { Body, Service, Touchpoint } from './body.ts'
export type { Made, Problem } from './made.ts'
export type { Given } from './read-fields.ts'
export * from './vocabularies/index.ts'
export { bodiesCommands } from './commands.ts'
export { findBody, findHeir, listBodiesWithServices, searchBodies, type Heir } from './find-bodies.ts'
export { importRegistry, type RegistryOptions, type RegistryReport } from './registry/import-registry.ts'
export { importComuni, type ComuniReport } from './comuni/import-comuni.ts'
export { createService, updateService } from './service/create-service.ts'
export { findService, listServices } from './service/find-services.ts'
export { createTouchpoint, updateTouchpoint } from './touchpoint/create-touchpoint.ts'
export { findTouchpoint, listTouchpoints, type FoundTouchpoint } from './touchpoint/find-touchpoint.ts'
