'use client';

import { ArrowUp, Square } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { useKept } from '@/components/ui/use-kept';

/** The longest question, in UTF-16 code units. */
export const questionLimit = 8000;
const eightLines = 8 * 24;

/** Where questions are written: grows to eight lines; Enter sends, Shift+Enter breaks; while answering, Send is Stop. */
export function Composer(props: {
  /** Drafts are kept apart by this name. */
  draft: string;
  running: boolean;
  takesFocus?: boolean;
  placeholder: string;
  /** Beside the button: the scope. */
  tools?: ReactNode;
  /** Files on their way, above the tools. */
  attachments?: ReactNode;
  /** A file that the question is about is on its way: it cannot be asked yet. */
  waiting?: boolean;
  onTyping?: () => void;
  onSend: (text: string) => void;
  onStop?: () => void;
}) {
  const [kept, keep] = useKept(`footnote:draft:${props.draft}`);
  const text = kept ?? '';
  const setText = (next: string) => keep(next || undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  const limitId = useId();
  const over = text.length - questionLimit;
  const ready = text.trim() !== '' && over <= 0 && !props.running && !props.waiting;

  useEffect(() => {
    if (props.takesFocus) field.current?.focus({ preventScroll: true });
  }, [props.takesFocus]);

  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(field.current.scrollHeight, eightLines)}px`;
  }, [text]);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (!ready) return;
    props.onSend(text.trim());
    setText('');
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <form onSubmit={submit} className="rounded-md border border-edge bg-raised shadow-[0_1px_2px_oklch(0_0_0/0.04)] focus-within:border-ink">
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label="Your question"
        aria-describedby={over > 0 ? limitId : undefined}
        aria-invalid={over > 0 || undefined}
        placeholder={props.placeholder}
        onChange={(event) => {
          props.onTyping?.();
          setText(event.target.value);
        }}
        onKeyDown={onKeyDown}
        className="block max-h-48 w-full resize-none bg-transparent px-4 pt-3 text-[1rem] leading-6 outline-none"
      />
      {over > 0 && (
        <p id={limitId} role="alert" className="px-4 text-sm text-bad">
          A question can have {questionLimit.toLocaleString('en')} characters; this one has {over.toLocaleString('en')} too many.
        </p>
      )}
      {props.attachments}
      <div className="flex items-center gap-2 p-2">
        <div className="min-w-0 flex-1">{props.tools}</div>
        {props.running ? (
          <Button onClick={props.onStop} className="h-8">
            <Square aria-hidden className="size-3! fill-current" /> Stop
          </Button>
        ) : (
          <Button type="submit" variant="primary" disabled={!ready} className="h-8">
            <ArrowUp aria-hidden /> Ask
          </Button>
        )}
      </div>
    </form>
  );
}
