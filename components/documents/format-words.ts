import { BookText, FileCode2, FileCog, FileJson2, FileSpreadsheet, FileText, FileType2, Image, type LucideIcon, Mail, Presentation, Sheet } from 'lucide-react';
import type { DocumentFormat } from '@/lib/ingest/parse/parsed-document';
import { countWords } from '@/components/ui/count-words';

/** What people call each format, and the icon that stands for it. */
export const formatWords: Record<DocumentFormat, { label: string; icon: LucideIcon }> = {
  pdf: { label: 'PDF', icon: FileText },
  docx: { label: 'Word', icon: FileType2 },
  pptx: { label: 'PowerPoint', icon: Presentation },
  xlsx: { label: 'Excel', icon: FileSpreadsheet },
  odt: { label: 'OpenDocument text', icon: FileType2 },
  odp: { label: 'OpenDocument slides', icon: Presentation },
  ods: { label: 'OpenDocument sheet', icon: FileSpreadsheet },
  rtf: { label: 'RTF', icon: FileType2 },
  epub: { label: 'EPUB book', icon: BookText },
  html: { label: 'Web page', icon: FileCode2 },
  markdown: { label: 'Markdown', icon: FileCode2 },
  text: { label: 'Text', icon: FileText },
  csv: { label: 'CSV', icon: Sheet },
  json: { label: 'JSON', icon: FileJson2 },
  yaml: { label: 'YAML', icon: FileCog },
  toml: { label: 'TOML', icon: FileCog },
  eml: { label: 'Mail', icon: Mail },
  msg: { label: 'Outlook mail', icon: Mail },
  image: { label: 'Picture', icon: Image },
};

const sizes = ['bytes', 'KB', 'MB', 'GB'] as const;

/** A size as people read it: "82 bytes", "1.4 MB". */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < sizes.length - 1) {
    value /= 1000;
    step++;
  }
  const unit = value === 1 && step === 0 ? 'byte' : sizes[step];
  return `${value.toLocaleString('en', { maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 })} ${unit}`;
}

/** "just now", "5 minutes ago", "3 days ago", then the date. */
export function agoWords(iso: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${countWords(Math.floor(seconds / 60), 'minute')} ago`;
  if (seconds < 86_400) return `${countWords(Math.floor(seconds / 3600), 'hour')} ago`;
  if (seconds < 7 * 86_400) return `${countWords(Math.floor(seconds / 86_400), 'day')} ago`;
  return new Date(iso).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
