// SPDX-License-Identifier: AGPL-3.0-or-later
// A developers' tool as a check: it passes when the tool ends with 0; else its own words are the problems.
import { execFile } from 'node:child_process'
import { childEnvironment } from '../../platform/src/base/config/index.ts'
import { projectRoot } from '../source-files.ts'

/** @param script the tool's entry below node_modules, run by the Node that runs us. */
export function runTool(script: string, ...options: string[]): Promise<readonly string[]> {
  const { promise, resolve } = Promise.withResolvers<readonly string[]>()
  execFile(
    process.execPath,
    [`node_modules/${script}`, ...options],
    { cwd: projectRoot, maxBuffer: 64_000_000, env: childEnvironment({ NO_COLOR: '1', FORCE_COLOR: '0' }) },
    (error, stdout, stderr) => {
      if (error === null) return resolve([])
      const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '')
      resolve(lines.length === 0 ? [error.message] : lines)
    },
  )
  return promise
}
