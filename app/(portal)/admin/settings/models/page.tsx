import type { Metadata } from 'next';
import { EmbeddingForm } from '@/components/models/embedding-form';
import { ModelForm } from '@/components/models/model-form';
import { ReadingForm } from '@/components/models/reading-form';
import { RerankerForm } from '@/components/models/reranker-form';
import { readModelSetting } from '@/lib/ai/model-setting';
import { readReadingSetting } from '@/lib/ai/reading-setting';
import { readRerankerSetting } from '@/lib/ai/reranking/reranker-setting';
import { pageViewer } from '@/lib/auth/page-viewer';
import { readEmbeddingModel } from '@/lib/embedding-model/read-embedding-model';

export const metadata: Metadata = { title: 'Models' };

export default async function ModelsPage() {
  const viewer = await pageViewer('admin');
  const [setting, reading, embedding, reranker] = await Promise.all([readModelSetting(viewer), readReadingSetting(viewer), readEmbeddingModel(viewer), readRerankerSetting(viewer)]);
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 px-5 py-8">
      <h1 className="text-xl font-semibold">Models</h1>
      <section aria-labelledby="language-model" className="flex flex-col gap-5">
        <header>
          <h2 id="language-model" className="text-lg font-semibold">
            Answers
          </h2>
          <p className="mt-1 text-muted">Which language model answers this team’s questions. A change counts from the next question on.</p>
        </header>
        <ModelForm setting={setting} />
      </section>
      <section aria-labelledby="reading" className="flex flex-col gap-5 border-t border-line pt-8">
        <header>
          <h2 id="reading" className="text-lg font-semibold">
            What is read for an answer
          </h2>
          <p className="mt-1 text-muted">
            The best passages are always read. With a number here, each is read with its section, or its whole document, as far as these tokens last, the best first. More is slower and
            costs more; how an answer was made says what was read and why.
          </p>
        </header>
        <ReadingForm key={setting.provider} setting={reading} />
      </section>
      <section aria-labelledby="embedding-model" className="flex flex-col gap-5 border-t border-line pt-8">
        <header>
          <h2 id="embedding-model" className="text-lg font-semibold">
            Search by meaning
          </h2>
          <p className="mt-1 text-muted">
            Which embedding model turns passages and questions into vectors, so that they are found by what they mean. A change has every passage read again.
          </p>
        </header>
        <EmbeddingForm shown={embedding} />
      </section>
      <section aria-labelledby="reranking-model" className="flex flex-col gap-5 border-t border-line pt-8">
        <header>
          <h2 id="reranking-model" className="text-lg font-semibold">
            Order of results
          </h2>
          <p className="mt-1 text-muted">
            Which reranking model reads a question together with the first passages found for it and puts the best in front. When it does not answer within two seconds, results keep
            their ordinary order. Passages that hold the very words of a question keep their place among those read for an answer.
          </p>
        </header>
        <RerankerForm setting={reranker} />
      </section>
    </div>
  );
}
