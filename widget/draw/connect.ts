// SPDX-License-Identifier: BSD-3-Clause
// What happens on a click: at once, and in this order whatever the line does. The rating alone is an answer and is stored when
// a star is chosen; what follows is stored with the button that says so, and nothing before.
import type { Answer, Said } from '../answer.ts'
import type { Configuration } from '../configuration.ts'
import { server } from '../server.ts'
import { branchOf, showStep, type Parts, type Step } from './parts.ts'

/** How far the person has said to store: the rating, the branch, everything. */
type Told = 0 | 1 | 2

export function connect(
  parts: Parts,
  configuration: Configuration,
  answer: Answer,
  emit: (happening: 'answered' | 'completed') => void,
): void {
  const { stars, last, back, next, note, status, thanks, rest } = parts
  let told: Told = 0
  let step: Step
  let answered = false

  function go(to: Step): void {
    step = to
    showStep(parts, to, configuration.more)
  }

  async function store(finish = false): Promise<void> {
    try {
      rest.href = server + (await answer.save(saidSoFar(parts, configuration, told)))
      note.hide()
      status.textContent = configuration.words['saved']!
      if (!answered) emit('answered')
      answered = true
      if (!finish || step !== 'detail') return
      go('end')
      thanks.focus()
      emit('completed')
    } catch (problem) {
      note.show(problem, () => void store(finish))
    }
  }

  stars.onChoice(() => {
    go(branchOf(parts) ? 'branch' : 'detail')
    void store()
  })
  next.addEventListener('click', () => {
    const finish = step === 'detail'
    told = finish ? 2 : told || 1
    if (!finish) go('detail')
    if (!finish) last.focus()
    void store(finish)
  })
  back.addEventListener('click', () => {
    const before = step === 'detail' && branchOf(parts)
    go(before ? 'branch' : 'stars')
    if (before) before.focus()
    else stars.focus()
  })
  go('stars')
}

function saidSoFar(parts: Parts, { question, outcome, detail }: Configuration, told: Told): Said {
  const { stars, last } = parts
  const all: Said = { [question.id]: stars.chosen()! }
  const branch = branchOf(parts)
  const ticked = branch ? branch.chosen() : []
  if (told > 0 && branch && ticked.length > 0) all[branch.id] = ticked
  const worked = last.outcome()
  if (told > 1 && outcome && worked !== undefined) all[outcome.id] = worked
  if (told > 1 && detail && last.text()) all[detail.id] = last.text()
  return all
}
