// SPDX-License-Identifier: BSD-3-Clause
// For sites made from the static templates of Designers Italia, which say with the event `feedback-submit` that somebody has
// answered, and leave the answer in their fields. This hands it on as it stands; what it means is judged by the server.
// <script src=".../ponte.js" data-ascolto="CODE" defer></script>

const script = document.currentScript as HTMLScriptElement | null
const code = (script && script.dataset['ascolto']) || ''
const server = ((script && script.src) || '').replace(/\/ponte(\/[^/]*)?\.js.*$/, '')

/** The words beside the button that is chosen. Not by `for`: in these templates some labels name another button. */
function chosenWords(group: string): string | null {
  const chosen = document.querySelector(`[name="${group}"]:checked`)
  const label = chosen && chosen.parentElement && chosen.parentElement.querySelector('label')
  return label && label.textContent
}

function handOn(): void {
  const star = document.querySelector<HTMLInputElement>('[name="ratingA"]:checked')
  const detail = document.querySelector<HTMLInputElement>('#formGroupExampleInputWithHelp')
  const body = JSON.stringify({
    ratingA: star && star.value,
    rating1: chosenWords('rating1'),
    rating2: chosenWords('rating2'),
    detail: detail && detail.value,
    language: document.documentElement.lang,
  })
  fetch(`${server}/v/${encodeURIComponent(code)}/compat/ponte`, {
    method: 'POST',
    body,
    keepalive: true,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  })
    .then(({ ok }) => ok || tellFailure())
    .catch(tellFailure)
}

/** The template thanks at once; when the answer did not arrive the person must know. */
function tellFailure(): void {
  const thanks = document.querySelector('#rating-feedback')
  if (thanks) thanks.textContent = 'Non siamo riusciti a registrare la risposta: riprova più tardi.'
  document.dispatchEvent(new CustomEvent('ascolto:failed'))
}

document.addEventListener('feedback-submit', handOn)
