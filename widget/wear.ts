// SPDX-License-Identifier: BSD-3-Clause
// The few rules the component needs, as a style sheet made by script: a page that allows no inline style allows this one.
// Where a browser cannot, the page's own style and the browser's must do; nothing depends on it to work.

/** style.css, put in when the script is bundled. */
declare const STYLE: string

export function wear(): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  } catch {
    // A browser of before 2023.
  }
}
