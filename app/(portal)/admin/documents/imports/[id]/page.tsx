import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ImportView } from '@/components/imports/import-view';
import { pageViewer } from '@/lib/auth/page-viewer';
import { AppError } from '@/lib/errors/app-error';
import { importQuery } from '@/lib/import/import-input';
import { readImport } from '@/lib/import/list-imports';

export const metadata: Metadata = { title: 'Import' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ params, searchParams }: Props) {
  const viewer = await pageViewer('editor');
  const query = importQuery.safeParse(await searchParams);
  const first = await readImport(viewer, (await params).id, query.success ? query.data : { page: 1 }).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) notFound();
    throw error;
  });
  return <ImportView first={first} />;
}
