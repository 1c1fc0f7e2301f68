'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { useKept } from '@/components/ui/use-kept';
import { sendJson } from '@/lib/http/send-json';
import type { ShownQuestion } from '@/lib/questions/shown-question';
import { type NamedSource, SourcePicker } from './source-picker';

/** Answers a question that was taken: in words, and with the passages and documents that hold it. What is typed survives closing. */
export function AnswerDialog({ question, onClose }: { question: ShownQuestion; onClose: () => void }) {
  const [draft, keepDraft] = useKept(`answer:${question.id}`);
  const [sources, setSources] = useState<NamedSource[]>([]);
  const text = draft ?? '';

  async function send() {
    const named = sources.map(({ documentId, span }) => ({ documentId, ...span }));
    await sendJson('PUT', `/api/questions/${question.id}/answer`, { text, sources: named });
    keepDraft(undefined);
    toast(`Sent to ${question.askedBy}.`);
  }

  return (
    <FormDialog
      title={question.question}
      description={question.note}
      action="Send answer"
      check={() => (text.trim() === '' ? 'Write your answer first.' : undefined)}
      onSend={send}
      onClose={onClose}
    >
      {(error) => (
        <div className="flex flex-col gap-4 pb-1">
          <Field label="Your answer" hint={`${question.askedBy} sees it below the answer that Footnote gave, with your name.`} error={error}>
            {(control) => <Textarea {...control} rows={5} className="min-h-28 font-serif text-lg" maxLength={8_000} value={text} onChange={(event) => keepDraft(event.target.value || undefined)} />}
          </Field>
          <SourcePicker start={question.question} sources={sources} onChange={setSources} />
        </div>
      )}
    </FormDialog>
  );
}
