import PptxGenJS from 'pptxgenjs';

type Slide = { title: string; items: string[] } | { title: string; table: string[][] };

const slides: Slide[] = [
  { title: 'Who we are', items: ['Harbour & Pine makes office furniture that lasts and can be repaired', 'Founded in Bristol in 2009; 140 people today', 'Offices in Bristol, Rotterdam and Lisbon', 'Our workshop makes about 9,000 desks and 22,000 chairs a year'] },
  { title: 'Your first day', items: ['Come to reception at 9:30 and ask for your buddy', 'You receive your badge, laptop and hardware key', 'Lunch with your team is on us', 'At 14:00 the help desk sets up your accounts with you'] },
  {
    title: 'Your first month',
    table: [
      ['When', 'What', 'With whom'],
      ['Day 1', 'Accounts, laptop, tour of the building', 'Buddy and help desk'],
      ['Week 1', 'Security training (45 minutes, online)', 'On your own'],
      ['Week 2', 'Two days in the workshop: build your own stool', 'Workshop team'],
      ['Week 3', 'Half a day in customer support', 'Support team'],
      ['Week 4', 'First talk about your goals', 'Manager'],
    ],
  },
  { title: 'Probation', items: ['The probation period is 6 months', 'Talks with your manager after 4, 12 and 22 weeks', 'During probation the notice period is 2 weeks, afterwards 3 months'] },
  { title: 'Pay and benefits', items: ['Salaries are paid on the 25th of each month', 'The company adds 8 % of your salary to your pension', 'Private health insurance from the fourth month', 'Staff discount: 40 % on our furniture, up to 3,000 pounds a year', 'Learning budget: 600 pounds a year for books and courses'] },
  { title: 'Working hours', items: ['The week has 37.5 hours', 'Core time is 10:00 to 15:00; the rest is yours to plan', 'Overtime is taken as time off within 3 months', 'Up to 3 days a week from home; Tuesday is office day'] },
  { title: 'Whom to ask', items: ['Your buddy: everything, any time', 'Help desk: extension 200', 'People team: people@harbourpine.example', 'Security line: +44 117 496 0118, day and night'] },
];

/** Slides for new colleagues, with titles, lists and a table. */
export async function onboarding(): Promise<Buffer> {
  const deck = new PptxGenJS();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = 'Welcome to Harbour & Pine';
  deck.defineSlideMaster({
    title: 'PLAIN',
    objects: [
      { placeholder: { options: { name: 'title', type: 'title', x: 0.6, y: 0.4, w: 12, h: 1 }, text: '' } },
      { placeholder: { options: { name: 'body', type: 'body', x: 0.6, y: 1.7, w: 12, h: 5 }, text: '' } },
    ],
  });
  const first = deck.addSlide({ masterName: 'PLAIN' });
  first.addText('Welcome to Harbour & Pine', { placeholder: 'title' });
  first.addText('Onboarding for new colleagues, edition of January 2026', { placeholder: 'body' });
  for (const content of slides) {
    const slide = deck.addSlide({ masterName: 'PLAIN' });
    slide.addText(content.title, { placeholder: 'title' });
    if ('items' in content) slide.addText(content.items.map((text) => ({ text, options: { bullet: true, breakLine: true } })), { placeholder: 'body' });
    else slide.addTable(content.table.map((row, index) => row.map((text) => ({ text, options: { bold: index === 0 } }))), { x: 0.6, y: 1.7, w: 12, fontSize: 16 });
  }
  const buffer = await deck.write({ outputType: 'nodebuffer' });
  return Buffer.from(buffer as Uint8Array);
}
