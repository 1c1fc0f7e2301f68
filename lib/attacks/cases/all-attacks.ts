import type { Attack, AttackKind } from '../attack';
import { citations } from './citations';
import { hiddenMarkup } from './hidden-markup';
import { hiddenPdf } from './hidden-pdf';
import { images } from './images';
import { invisibleCharacters } from './invisible-characters';
import { links } from './links';
import { names } from './names';
import { otherTeam } from './other-team';
import { overrides } from './overrides';
import { ownOrigin } from './own-origin';
import { promptLeaks } from './prompt-leaks';
import { rankings } from './rankings';

export const allAttacks: Record<AttackKind, Attack[]> = {
  'hidden-pdf': hiddenPdf,
  'hidden-markup': hiddenMarkup,
  'invisible-characters': invisibleCharacters,
  override: overrides,
  image: images,
  link: links,
  'own-origin': ownOrigin,
  citation: citations,
  name: names,
  ranking: rankings,
  'other-team': otherTeam,
  'prompt-leak': promptLeaks,
};
