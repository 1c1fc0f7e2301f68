export default function HomePage() {
  return <main>Footnote</main>;
}
