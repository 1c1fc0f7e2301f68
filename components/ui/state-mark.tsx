import type { ReactNode } from 'react';
import { classNames } from './class-names';

const shapes = { ready: '●', reading: '◐', waiting: '○', partly: '◑', failed: '✕' };
const colours = { ready: 'text-good', reading: 'text-ink', waiting: 'text-muted', partly: 'text-warn', failed: 'text-bad' };

export type StateMarkState = keyof typeof shapes;

/** A state as a word with a shape, never colour alone: `<StateMark state="reading">Reading 60 %</StateMark>`. */
export function StateMark(props: { state: StateMarkState; children: ReactNode; title?: string; className?: string }) {
  return (
    <span title={props.title} className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums', props.className)}>
      <span aria-hidden className={classNames('w-3.5 text-center leading-none', colours[props.state])}>
        {shapes[props.state]}
      </span>
      {props.children}
    </span>
  );
}
