import type { Metadata } from 'next';
import { QuestionsPage } from '@/components/questions/questions-page';
import { pageViewer } from '@/lib/auth/page-viewer';
import { listQuestions, questionFilter, questionsPerPage } from '@/lib/questions/list-questions';

export const metadata: Metadata = { title: 'Questions' };

type Query = Record<string, string | string[] | undefined>;

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await pageViewer('editor');
  // An address that cannot be read shows what waits rather than an error.
  const read = questionFilter.safeParse(await searchParams);
  const filter = read.success ? read.data : questionFilter.parse({});
  const { questions, total } = await listQuestions(viewer, filter);
  return <QuestionsPage state={filter.state} page={filter.page} pages={Math.max(1, Math.ceil(total / questionsPerPage))} questions={questions} />;
}
