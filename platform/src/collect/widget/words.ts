// SPDX-License-Identifier: AGPL-3.0-or-later
// The widget's own words, one file per language with the same keys. The questions come from the instrument version; what the
// mandated component fixes in Italian stands in it.json word for word.
import type { Language } from '@ascolto/questionnaire'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }
import fr from './texts/fr.json' with { type: 'json' }
import it from './texts/it.json' with { type: 'json' }
import sl from './texts/sl.json' with { type: 'json' }

export const widgetWords: Readonly<Record<Language, typeof it>> = { it, de, fr, sl, en }
