'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { ShownPassage } from '@/lib/passages/shown-passage';

type Props = {
  passage: ShownPassage;
  /** Its words in the document. */
  words: string;
  onSave: (text: string, keywords: string[]) => Promise<void>;
  onClose: () => void;
};

/** Asks for what a passage is found by: its text, and keywords besides. */
export function EditDialog({ passage, words, onSave, onClose }: Props) {
  const [text, setText] = useState(passage.text ?? words);
  const [keywords, setKeywords] = useState(passage.keywords.join(', '));
  const list = keywords.split(/[,;\n]/).map((word) => word.trim()).filter(Boolean);
  return (
    <FormDialog
      title="Edit what this passage is found by"
      description="Only search changes. Answers go on quoting the words of the document."
      action="Save"
      check={() => (text.trim() === '' ? 'Write what this passage is found by, or switch it off instead.' : undefined)}
      onSend={() => onSave(text, list)}
      onClose={onClose}
    >
      {(error) => (
        <div className="flex flex-col gap-4">
          <Field label="Text that is searched" error={error}>
            {(control) => <Textarea {...control} className="min-h-48 font-serif text-lg" value={text} maxLength={8_000} onChange={(event) => setText(event.target.value)} />}
          </Field>
          {text.trim() !== words.trim() && (
            <Button size="small" className="self-start" onClick={() => setText(words)}>
              Take the words of the document
            </Button>
          )}
          <Field label="Keywords" hint="Words that people ask with and that the document does not use, with commas between them.">
            {(control) => <Input {...control} value={keywords} autoComplete="off" onChange={(event) => setKeywords(event.target.value)} />}
          </Field>
        </div>
      )}
    </FormDialog>
  );
}
