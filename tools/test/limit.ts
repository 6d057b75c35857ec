// SPDX-License-Identifier: AGPL-3.0-or-later
// Loaded before a test file, as `limit.ts?minutes=15`: a file that runs longer is ended and fails. A test that waits for what never
// comes would otherwise keep the run, and with it its own reason, for ever; the limit is far above what any file needs.
const minutes = Number(new URL(import.meta.url).searchParams.get('minutes'))

// The runner that starts the files loads this too, and may take as long as it takes.
if (!process.execArgv.includes('--test')) setTimeout(giveUp, minutes * 60_000).unref()

function giveUp(): void {
  process.stderr.write(`ended after ${minutes} minutes: a test here waits for what never comes\n`)
  process.exit(1)
}
