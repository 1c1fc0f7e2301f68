import { classNames } from '@/components/ui/class-names';

const ways: { write: string; finds: string }[] = [
  { write: '"grace period"', finds: 'these words in exactly this order' },
  { write: 'type:pdf', finds: 'in PDFs only; also word, powerpoint, excel, html, markdown, text, csv' },
  { write: 'in:handbook', finds: 'in this collection or document; in:"travel rules" for several words' },
  { write: 'after:2025-01', finds: 'in documents uploaded in January 2025 or later' },
  { write: 'before:2025-02-03', finds: 'in documents uploaded before that day' },
  { write: 'on:2024', finds: 'in documents uploaded in 2024' },
];

/** What can be written into the field besides words. */
export function HowToSearch({ className }: { className?: string }) {
  return (
    <section aria-label="How to search" className={classNames('text-sm', className)}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {ways.map(({ write, finds }) => (
          <div key={write} className="contents">
            <dt>
              <code className="font-mono whitespace-nowrap text-ink">{write}</code>
            </dt>
            <dd className="text-muted">{finds}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
