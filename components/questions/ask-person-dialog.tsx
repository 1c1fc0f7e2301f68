'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import type { AskedPerson } from '@/lib/chats/chat-message';
import { sendJson } from '@/lib/http/send-json';

/** Puts a question to the people of the team: what they will see is all that stands in it. */
export function AskPersonDialog(props: { messageId: string; question: string; onAsked: (asked: AskedPerson) => void; onClose: () => void }) {
  const [question, setQuestion] = useState(props.question);
  const [note, setNote] = useState('');

  async function send() {
    const { id } = await sendJson<{ id: string }>('POST', `/api/messages/${props.messageId}/question`, { question, note });
    props.onAsked({ id, question: question.trim(), ...(note.trim() && { note: note.trim() }), state: 'open', askedAt: new Date().toISOString(), sources: [] });
    toast('Sent. You are told when somebody answers.');
  }

  return (
    <FormDialog
      title="Ask a person"
      description="The people who look after your team’s documents can answer."
      action="Send"
      check={() => (question.trim() === '' ? 'Write your question first.' : undefined)}
      onSend={send}
      onClose={props.onClose}
    >
      {(error) => (
        <div className="flex flex-col gap-4 pb-1">
          <Field label="Your question" error={error}>
            {(control) => <Textarea {...control} rows={3} maxLength={2_000} value={question} onChange={(event) => setQuestion(event.target.value)} />}
          </Field>
          <Field label="Note (optional)" hint="For example what you need it for, or by when.">
            {(control) => <Textarea {...control} rows={2} className="min-h-16" maxLength={2_000} value={note} onChange={(event) => setNote(event.target.value)} />}
          </Field>
          <p className="text-sm text-muted">They see your name, this question and this note. They do not see the rest of the chat, nor the answer that you got.</p>
        </div>
      )}
    </FormDialog>
  );
}
