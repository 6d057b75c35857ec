// SPDX-License-Identifier: AGPL-3.0-or-later
// Run once by the launcher after the packages are installed, as whoever installed them: makes the engine's library links,
// which a user who later only runs the platform may not be allowed to make.
import { engineFolder } from '../base/database/embedded/engine.ts'

try {
  engineFolder()
} catch (error) {
  // Without an engine for this machine the platform still runs on a server named by DATABASE_URL.
  process.stderr.write(`ascolto: ${(error as Error).message}\n`)
}
