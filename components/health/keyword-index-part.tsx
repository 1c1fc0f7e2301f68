'use client';

import Link from 'next/link';
import { useState } from 'react';
import { countWords } from '@/components/ui/count-words';
import { RelativeTime } from '@/components/people/relative-time';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { StateMark, type StateMarkState } from '@/components/ui/state-mark';
import type { ShownHealth, ShownKeywordIndex, ShownKeywordServer } from '@/lib/health/shown-health';
import { sendJson, sentenceOf } from '@/lib/http/send-json';
import { Fact, Facts } from './facts';

const engineWords: Record<ShownKeywordIndex['engine'], string> = {
  bm25: 'BM25 in the database',
  'full text': 'PostgreSQL full text, whose ranking is weaker',
  meilisearch: 'Meilisearch',
};

/** The keyword index: whether it answers, how far it is behind, and how to build it anew. */
export function KeywordIndexPart(props: { keyword: ShownKeywordIndex; onRebuild: (health: ShownHealth) => void }) {
  const { engine, stored, indexed, server } = props.keyword;
  const { state, words } = stateOf(props.keyword);
  return (
    <section aria-labelledby="keyword-index" className="flex flex-col gap-3">
      <h2 id="keyword-index" className="font-semibold">
        Keyword index
      </h2>
      <Facts>
        <Fact name="State">
          <StateMark state={state}>{words}</StateMark>
        </Fact>
        <Fact name="Engine">
          {engineWords[engine]} {server?.version}
        </Fact>
        <Fact name="Passages">
          {stored.toLocaleString('en')} in the database, {indexed === undefined ? 'an unknown number' : indexed.toLocaleString('en')} in the index
        </Fact>
        {server && <ServerFacts server={server} />}
      </Facts>
      {server ? <Rebuild server={server} onRebuild={props.onRebuild} /> : <p className="text-muted">The index is part of the database and changes with it: there is nothing to rebuild.</p>}
    </section>
  );
}

function stateOf({ stored, indexed, server }: ShownKeywordIndex): { state: StateMarkState; words: string } {
  if (!server) return { state: 'ready', words: 'Ready' };
  if (server.unreachable !== undefined) return { state: 'failed', words: 'Does not answer: questions are answered by meaning alone' };
  if (server.failure) return { state: 'failed', words: 'Takes no changes' };
  if (server.tooOld) return { state: 'partly', words: 'The server is too old' };
  if (server.waiting > 0) return { state: 'reading', words: `${countWords(server.waiting, 'document')} waiting` };
  if (indexed !== stored) return { state: 'partly', words: 'Differs from the database' };
  return { state: 'ready', words: 'Ready' };
}

function ServerFacts({ server }: { server: ShownKeywordServer }) {
  return (
    <>
      {server.unreachable !== undefined && <Fact name="Last answer">{server.unreachable}</Fact>}
      {server.tooOld && <Fact name="Version">{server.tooOld}</Fact>}
      {server.failure && (
        <Fact name="Last error">
          {server.failure.message} Since <RelativeTime iso={server.failure.since} />, tried {countWords(server.failure.tries, 'time')}; it is tried again at least once a minute.
        </Fact>
      )}
      <Fact name="Waiting">
        {server.waiting === 0 ? 'Nothing' : `${countWords(server.waiting, 'document')}, the oldest for ${countWords(Math.round(server.oldestSeconds), 'second')}`}
      </Fact>
      {server.refused.length > 0 && (
        <Fact name="Refused">
          <ul>
            {server.refused.map(({ documentId, name, error }) => (
              <li key={documentId}>
                <Link href={`/admin/documents/${documentId}`} className="underline">
                  {name}
                </Link>
                : {error}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Fact name="Last written">{server.succeededAt ? <RelativeTime iso={server.succeededAt} /> : 'Never'}</Fact>
      <Fact name="Last compared">
        {server.comparedAt ? (
          <>
            <RelativeTime iso={server.comparedAt} />, {server.repaired === 0 ? 'no difference' : `${countWords(server.repaired ?? 0, 'document')} differed and were written again`}
          </>
        ) : (
          'Never'
        )}
      </Fact>
    </>
  );
}

function Rebuild({ server: { rebuild }, onRebuild }: { server: ShownKeywordServer; onRebuild: (health: ShownHealth) => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const running = rebuild !== undefined && !rebuild.finishedAt;

  async function begin() {
    setBusy(true);
    setProblem(undefined);
    try {
      onRebuild(await sendJson<ShownHealth>('POST', '/api/keyword-index/rebuild'));
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-prose text-muted">
        A rebuild writes all documents into a new index. The present one serves until the new one is complete, then they change places.
        {rebuild?.finishedAt && (
          <>
            {' '}
            The last one ended <RelativeTime iso={rebuild.finishedAt} />.
          </>
        )}
      </p>
      {running && (
        <div className="flex w-full max-w-md flex-col gap-1.5">
          <Progress value={rebuild.total === 0 ? undefined : rebuild.done / rebuild.total} label="Rebuilding the keyword index" />
          <p className="text-sm text-muted tabular-nums">
            {rebuild.total === 0 ? 'Waiting for the worker' : `${rebuild.done.toLocaleString('en')} of ${countWords(rebuild.total, 'document')} of the portal written`}
          </p>
        </div>
      )}
      <Button onClick={begin} busy={busy || running}>
        {running ? 'Rebuilding' : 'Rebuild'}
      </Button>
      {problem && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
