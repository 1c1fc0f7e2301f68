'use client';

import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/textarea';
import { Tooltip } from '@/components/ui/tooltip';
import type { FootnoteMessage } from '@/lib/chats/chat-message';
import { textOf } from './message-parts';
import { questionLook } from './question-look';
import { SiblingSwitcher } from './sibling-switcher';

type QuestionProps = {
  message: FootnoteMessage;
  busy: boolean;
  /** Asks the changed question beside the old one. */
  onEdit: (message: FootnoteMessage, text: string) => void;
  onSwitch: (messageId: string) => void;
};

/** The question as a heading; editing it in place asks again beside it. */
export function Question({ message, busy, onEdit, onSwitch }: QuestionProps) {
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const text = textOf(message);

  function close() {
    setEditing(false);
    requestAnimationFrame(() => pencil.current?.focus());
  }

  if (editing) {
    return (
      <EditForm
        text={text}
        onCancel={close}
        onSend={(changed) => {
          setEditing(false);
          onEdit(message, changed);
        }}
      />
    );
  }
  return (
    <div className="group/question flex items-start gap-2">
      <h2 className={questionLook(text)}>{text}</h2>
      <div className="flex shrink-0 items-center">
        <SiblingSwitcher id={message.id} siblings={message.metadata?.siblings ?? []} noun="question" onSwitch={onSwitch} disabled={busy} />
        <Tooltip label="Edit and ask again">
          <Button
            ref={pencil}
            variant="ghost"
            size="icon"
            className="opacity-0 group-focus-within/question:opacity-100 group-hover/question:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
            aria-label="Edit and ask again"
            disabled={busy}
            onClick={() => setEditing(true)}
          >
            <Pencil aria-hidden />
          </Button>
        </Tooltip>
      </div>
    </div>
  );
}

function EditForm(props: { text: string; onSend: (text: string) => void; onCancel: () => void }) {
  const [text, setText] = useState(props.text);
  const ready = text.trim() !== '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      props.onCancel();
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && ready) {
      event.preventDefault();
      props.onSend(text.trim());
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <Textarea aria-label="Your question" value={text} rows={3} ref={focusAtEnd} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} />
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={props.onCancel}>
          Cancel
        </Button>
        <Button variant="primary" disabled={!ready} onClick={() => props.onSend(text.trim())}>
          Ask again
        </Button>
      </div>
    </div>
  );
}

function focusAtEnd(field: HTMLTextAreaElement | null) {
  if (!field || document.activeElement === field) return;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
