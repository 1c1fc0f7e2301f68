import { Button } from '@/components/ui/button';
import type { TrialResult } from './use-trial';

/** The foot of a form that saves a model: how its trial went, Save and Test. */
export function TrialFooter({ busy, result, onTest }: { busy?: 'test' | 'save'; result?: TrialResult; onTest: () => void }) {
  return (
    <>
      <output className={result?.ok ? 'min-h-6 text-good' : 'min-h-6 text-bad'}>
        {result && (result.ok ? `Works: ${result.message}` : `Does not work: ${result.message}`)}
      </output>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" busy={busy === 'save'}>
          Save
        </Button>
        <Button onClick={onTest} busy={busy === 'test'}>
          Test
        </Button>
      </div>
    </>
  );
}
