import { toast } from '@/components/ui/toast';
import { fetchFile, sentenceOf } from '@/lib/http/send-json';

/** The formats in which a chat is saved, with their names for people. */
export const exportFormats = [
  { format: 'docx', label: 'Word document' },
  { format: 'pdf', label: 'PDF' },
  { format: 'markdown', label: 'Markdown' },
] as const;

/** Fetches an export and hands it to the browser as a download; says in passing why there is none. */
export async function saveExport(address: string): Promise<void> {
  try {
    const { name, content } = await fetchFile(address);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    toast(sentenceOf(error));
  }
}
