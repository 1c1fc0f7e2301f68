import type { MessageStatus } from '@/lib/chats/chat-message';
import type { StoredParts, Trace } from '@/lib/chats/stored-parts';
import type { ReceiptLine } from '@/lib/usage/receipt';
import type { MakingStep, MakingStepName } from './making';

export type Made = { question: string; status: MessageStatus; model: string | null; parts: StoredParts; calls: ReceiptLine[] };

/** The steps of an answer in their order, told from what was kept with it. */
export function stepsOf(made: Made): MakingStep[] {
  return [understand(made), retrieve(made), ...rerank(made), pack(made), answer(made), check(made)];
}

function understand(made: Made): MakingStep {
  const { parts, question } = made;
  const by = parts.understanding?.by ?? (parts.understoodAs === undefined ? 'itself' : undefined);
  const problem = parts.understanding?.problem;
  const outputs = {
    itself: 'It was searched for as it was asked.',
    model: parts.understoodAs === undefined ? 'The model found that it stands alone.' : `The model rewrote it: “${parts.understoodAs}”`,
    conversation: `Words of the conversation were added: “${parts.understoodAs ?? question}”`,
  };
  const problems = {
    late: 'The model did not rewrite the question in time.',
    failed: 'The model could not be asked to rewrite the question.',
    unusable: 'What the model wrote was no question, and was not used.',
  };
  return step(made, 'understand', {
    input: `“${question}”`,
    output: by ? outputs[by] : `It was searched for as “${parts.understoodAs}”`,
    problems: problem ? [problems[problem]] : [],
    calls: ['understand'],
  });
}

function retrieve(made: Made): MakingStep {
  const { trace, understoodAs, also = [], notices } = made.parts;
  const { hits, failed = [] } = trace ?? {};
  const terms = [...new Set(also.flatMap((one) => one.terms))];
  const lists = hits && [
    ...(hits.keyword === undefined ? [] : [`${hits.keyword.toLocaleString('en')} by words`]),
    ...(hits.vector === undefined ? [] : [`${hits.vector.toLocaleString('en')} by meaning`]),
    ...(hits.exact === undefined ? [] : [`${hits.exact.toLocaleString('en')} by exact words`]),
  ];
  const rerankTime = trace?.timings.rerank ?? 0;
  return step(made, 'retrieve', {
    input: `“${understoodAs ?? made.question}”${terms.length > 0 ? `, and also ${terms.join(', ')}` : ''}, among ${count(trace?.searched ?? 0, 'passage')}`,
    output: lists ? `Found ${lists.join(', ')}; ${count(hits.together, 'passage')} together, of which the first ${trace?.found ?? 0} were kept.` : `${count(trace?.found ?? 0, 'passage')} were kept.`,
    problems: [
      ...failed.map((part) => `The search by ${part === 'keyword' ? 'words' : 'meaning'} failed and took no part.`),
      ...(trace?.found === 0 ? ['Nothing was found.'] : []),
      // Filters that could not be followed and the like; what failed is said above.
      ...notices.filter(({ code }) => /^(filter|phrase):/.test(code)).map(({ message }) => message),
    ],
    calls: ['embed'],
    less: rerankTime,
  });
}

/** Only where the team has a reranker. */
function rerank(made: Made): MakingStep[] {
  const { trace } = made.parts;
  if (!trace?.reranker) return [];
  const { model, problem } = trace.reranker;
  return [
    {
      ...step(made, 'rerank', {
        input: `The question with each of the first passages, to “${model}”`,
        output: problem ? 'The passages kept their ordinary order.' : 'They were put in the order of its scores.',
        problems: problem ? [problem] : [],
        calls: ['rerank'],
      }),
      ...(trace.timings.rerank !== undefined && { milliseconds: Math.round(trace.timings.rerank) }),
    },
  ];
}

function pack(made: Made): MakingStep {
  const { trace } = made.parts;
  const room = trace?.read ? ` They take ${trace.read.tokens.toLocaleString('en')} of ${count(trace.read.budget, 'token')}.` : '';
  return step(made, 'pack', {
    input: `${count(trace?.found ?? 0, 'passage')} found, best first`,
    output: `${count(trace?.packed ?? 0, 'passage')} to be read for the answer.${room}`,
    problems: [],
    calls: [],
  });
}

const stanceWords: Record<string, string> = {
  answered: 'that the passages answer the question',
  partial: 'that the passages answer a part of the question',
  unanswerable: 'that the passages do not answer the question',
  underspecified: 'that the question does not say what it is about',
};

/** What the built-in model decided, and what spoke for it. */
function decision(trace: Trace | undefined): string {
  const { stance, evidence } = trace ?? {};
  const words = stanceWords[stance ?? ''];
  if (!words || !evidence) return '';
  return ` It decided ${words}: nearest sentence ${(evidence.sentence ?? 0).toFixed(2)}, the question’s words in one sentence ${percent(evidence.words ?? 0)}.`;
}

function answer(made: Made): MakingStep {
  const { parts, model, status } = made;
  const { trace, notices } = parts;
  const tries = trace?.tries ?? 0;
  const problems = [
    ...(tries > 1 ? [`The model was asked ${tries} times.`] : []),
    // How a stream was retried, and what came instead of it, was said when it happened.
    ...notices.filter(({ code }) => /^(unavailable:(answer|model)|too_large:answer)$/.test(code)).map(({ message }) => message),
    ...(status === 'stopped' ? ['It was stopped.'] : []),
  ];
  const sources = new Set(parts.claims.map((claim) => claim.number)).size;
  const evidence = decision(trace);
  const own = step(made, 'answer', {
    input: `The question and ${count(trace?.packed ?? 0, 'passage')}`,
    output: `${model === 'extractive' ? 'The built-in model chose sentences' : model === null ? 'Nothing' : `“${model}” wrote the answer`}${sources > 0 ? `, with ${count(sources, 'source')}` : ''}.${evidence}`,
    problems,
    calls: ['answer'],
    less: trace?.timings.check ?? 0,
  });
  if (status === 'interrupted' && own.state !== 'unknown') return { ...own, state: 'failed' };
  return own;
}

/** Runs while the answer is written, sentence by sentence. */
function check(made: Made): MakingStep {
  const { trace } = made.parts;
  if (!trace?.claims) return { name: 'check', state: 'unknown', problems: [], calls: [] };
  const { supported, unsupported } = trace.claims;
  return {
    name: 'check',
    state: unsupported > 0 ? 'degraded' : 'done',
    ...(trace.timings.check !== undefined && { milliseconds: Math.round(trace.timings.check) }),
    input: `${count(supported + unsupported, 'sentence')} that ${supported + unsupported === 1 ? 'states' : 'state'} something`,
    output: `${supported} of them stand in the passages.`,
    problems: unsupported > 0 ? [`${count(unsupported, 'sentence')} ${unsupported === 1 ? 'says' : 'say'} what the passages do not.`] : [],
    calls: [],
  };
}

type Told = { input: string; output: string; problems: string[]; calls: string[]; less?: number };

/** `less`: milliseconds of its time that are told elsewhere. */
function step({ parts, calls }: Made, name: Exclude<MakingStepName, 'check'>, told: Told): MakingStep {
  const { input, output, problems, less = 0 } = told;
  const own = calls.filter((call) => told.calls.includes(call.step));
  const stored = parts.steps.find((one) => one.name === (name === 'rerank' ? 'retrieve' : name));
  if (!stored) return { name, state: 'unknown', problems: [], calls: own };
  const milliseconds = stored.milliseconds === undefined ? undefined : Math.max(0, Math.round(stored.milliseconds - less));
  if (stored.state !== 'done') return { name, state: stored.state === 'failed' ? 'failed' : 'unknown', milliseconds, input, problems, calls: own };
  return { name, state: problems.length > 0 ? 'degraded' : 'done', milliseconds, input, output, problems, calls: own };
}

function percent(share: number): string {
  return share.toLocaleString('en', { style: 'percent' });
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
