import type { Metadata } from 'next';
import { ModelForm } from '@/components/models/model-form';
import { readModelSetting } from '@/lib/ai/model-setting';
import { pageViewer } from '@/lib/auth/page-viewer';

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsPage() {
  const setting = await readModelSetting(await pageViewer('admin'));
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 px-5 py-8">
      <header>
        <h1 className="text-xl font-semibold">Models</h1>
        <p className="mt-1 text-muted">Which language model answers this team’s questions. A change counts from the next question on.</p>
      </header>
      <ModelForm setting={setting} />
    </div>
  );
}
