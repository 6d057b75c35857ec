// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows in place how far a task is. When it has ended, or the person has to log in again, the page itself is loaded: there the
// server says what came of it.

interface Progress {
  readonly running: boolean
  readonly done: number
  readonly total: number | null
  readonly words: string
}

const pause = 1_500

for (const element of document.querySelectorAll<HTMLElement>('[data-task]')) follow(element)

function follow(element: HTMLElement): void {
  const again = (): unknown => setTimeout(() => void look(), pause)
  const look = async (): Promise<void> => {
    const reply = await fetch(element.dataset['task']!, { headers: { accept: 'application/json' } }).catch(() => null)
    // The server may be starting anew: it is asked again.
    if (reply === null) return void again()
    if (!reply.ok || reply.redirected) return location.reload()
    const progress = (await reply.json()) as Progress
    if (!progress.running) return location.reload()
    show(element, progress)
    again()
  }
  again()
}

function show(element: HTMLElement, { done, total, words }: Progress): void {
  const bar = element.querySelector('progress')!
  if (total) {
    bar.max = total
    bar.value = Math.min(done, total)
  }
  const said = element.querySelector('[data-words]')!
  // What has not changed is not read out again.
  if (said.textContent !== words) said.textContent = words
}
