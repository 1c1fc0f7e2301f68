'use client';

import { StateMark } from '@/components/ui/state-mark';
import type { ShownHealth } from '@/lib/health/shown-health';
import { Fact, Facts } from './facts';
import { KeywordIndexPart } from './keyword-index-part';
import { useHealth } from './use-health';

/** The portal's parts and how they are; looks again by itself. */
export function HealthView(props: { health: ShownHealth }) {
  const { health, problem, show } = useHealth(props.health);
  return (
    <div className="flex flex-col gap-10">
      {problem && (
        <p role="alert" className="text-bad">
          {problem} What stands here is what was last seen.
        </p>
      )}
      <section aria-labelledby="processes" className="flex flex-col gap-3">
        <h2 id="processes" className="font-semibold">
          Processes
        </h2>
        <Facts>
          <Fact name="Web">
            <PartState state="ready" />
          </Fact>
          <Fact name="Worker">
            <PartState state={health.worker} />
          </Fact>
          <Fact name="Database">
            <PartState state={health.database} />
          </Fact>
        </Facts>
      </section>
      <KeywordIndexPart keyword={health.keyword} onRebuild={show} />
    </div>
  );
}

function PartState({ state }: { state: string }) {
  const words = state.charAt(0).toUpperCase() + state.slice(1);
  return <StateMark state={state === 'ready' ? 'ready' : 'failed'}>{words}</StateMark>;
}
