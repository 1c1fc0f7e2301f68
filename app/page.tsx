import { pageViewer } from '@/lib/auth/page-viewer';

export default async function HomePage() {
  const viewer = await pageViewer();
  return <main>Footnote: {viewer.name}</main>;
}
