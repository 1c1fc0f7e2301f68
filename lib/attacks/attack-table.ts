import { type AttackKind, attackKinds } from './attack';
import type { AttackResult } from './run-attack';

/** What came of the attacks against one model, one line for each kind. */
export function attackTable(model: string, results: AttackResult[]): string {
  const lines = (Object.keys(attackKinds) as AttackKind[]).map((kind) => {
    const own = results.filter((result) => result.kind === kind);
    return row(attackKinds[kind].title, attackKinds[kind].checks, own);
  });
  return [`${`against the ${model} model`.padEnd(56)}checks   cases  reached  held  broken`, ...lines, row('all', '', results)].join('\n');
}

function row(title: string, checks: string, results: AttackResult[]): string {
  const held = results.filter(({ broken }) => broken.length === 0).length;
  const figures = [[results.length, 5], [results.filter(({ reached }) => reached).length, 9], [held, 6], [results.length - held, 8]] as const;
  return title.padEnd(56) + checks.padEnd(9) + figures.map(([figure, width]) => String(figure).padStart(width)).join('');
}
