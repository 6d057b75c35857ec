// SPDX-License-Identifier: AGPL-3.0-or-later
// The checks of the component find what they are there to find: each fault that a site checker would punish is put into the
// script once, and the checks must fail.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { projectRoot } from '../../tools/source-files.ts'
import { journeysOf, type Stage } from '../stage.ts'
import { assertBranches, assertMandatedParts } from './component.ts'
import { openHostSite, type HostSite } from './host-site.ts'
import { openPlace, snippet, type Place } from './open-place.ts'

interface Mutant {
  readonly fault: string
  readonly from: string
  readonly to: string
}

const mutants: readonly Mutant[] = [
  {
    fault: 'a second click takes the star back',
    from: 'const choose = () => {',
    to: 'let last; const choose = ({ type, target }) => { if (type === "click") { if (last === target) target.checked = false; last = target }',
  },
  {
    fault: 'the branch is shown a moment after the click',
    from: 'go(branchOf(parts) ? "branch" : "detail");',
    to: 'void Promise.resolve().then(() => go(branchOf(parts) ? "branch" : "detail"));',
  },
  {
    fault: 'three stars lead to what was liked',
    from: 'after.includes(stars.chosen())',
    to: 'after.includes(stars.chosen() === 3 ? 4 : stars.chosen())',
  },
  {
    fault: 'both branches are shown',
    from: 'step === "branch" && branch === branchOf(parts)',
    to: 'step === "branch"',
  },
  { fault: 'the branches are not in the page until they are needed', from: '...fields, ', to: '' },
  { fault: 'an answer’s label holds more than the answer', from: 'options[index][1])', to: 'options[index][1], " *")' },
  { fault: 'a star has no name', from: '`feedback-rate-${code}`', to: '`feedback-rate-${code - 1}`' },
  { fault: 'the text may be longer', from: 'area.maxLength = detail.limit', to: 'area.maxLength = 500' },
]

function widgetWith({ from, to }: Mutant): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(projectRoot, 'widget/widget.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    define: { STYLE: '""' },
  })
  const script = outputFiles[0]!.text
  assert.equal(script.split(from).length, 2, `stands once in the script: ${from}`)
  return script.replace(from, () => to)
}

let site: HostSite
let place: Place
after(() => site?.close())

async function check(stage: Stage, script: string | undefined): Promise<void> {
  const page = await stage.open({ viewport: { width: 3840, height: 2160 } })
  if (script !== undefined)
    await page.route('**/widget.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
  await page.goto(site.publish({ plain: true, body: snippet(stage.address, place.code) }))
  await assertMandatedParts(page)
  await assertBranches(page)
  await page.close()
}

journeysOf(
  'a script with a fault',
  (journey) => {
    journey('is none as it is', (stage) => check(stage, undefined))
    for (const mutant of mutants) {
      journey(`is found when ${mutant.fault}`, async (stage) => {
        const script = widgetWith(mutant)
        await assert.rejects(check(stage, script), assert.AssertionError)
      })
    }
  },
  async (stage) => {
    site = await openHostSite(stage.address)
    place = await openPlace(stage.context)
  },
)
