import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';

const h1 = (text: string) => new Paragraph({ text, heading: HeadingLevel.HEADING_1 });
const h2 = (text: string) => new Paragraph({ text, heading: HeadingLevel.HEADING_2 });
const p = (text: string) => new Paragraph({ text, spacing: { after: 160 } });
const item = (text: string) => new Paragraph({ text, bullet: { level: 0 } });

function table(rows: string[][]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (cells, index) =>
        new TableRow({ tableHeader: index === 0, children: cells.map((cell) => new TableCell({ children: [new Paragraph({ children: [new TextRun({ text: cell, bold: index === 0 })] })] })) }),
    ),
  });
}

/** HR policy as a Word document with headings, lists and a table. */
export function leavePolicy(): Promise<Buffer> {
  const children = [
    new Paragraph({ text: 'Leave policy', heading: HeadingLevel.TITLE }),
    p('This policy covers all kinds of leave at Harbour & Pine. It applies to everyone with a contract of employment, whether full time or part time. For contractors, only the section on contractors applies. The people team keeps it; write to people@harbourpine.example.'),
    h1('Annual leave'),
    p('Every full-time employee has 26 working days of paid annual leave per calendar year, in addition to public holidays. After three years with the company it is 28 days, after six years 30 days. Part-time employees receive the same number of weeks: someone who works three days a week has 15.6 days.'),
    table([
      ['Years with the company', 'Days per year', 'Days carried over at most'],
      ['Less than 3', '26', '5'],
      ['3 to 6', '28', '7'],
      ['More than 6', '30', '10'],
    ]),
    h2('Asking for leave'),
    p('Enter leave in the HR system (Peoplewise). Leave of up to 3 days is requested at least 5 working days before it starts, longer leave at least 20 working days before. Your manager answers within 3 working days. If you hear nothing within that time, the leave is approved.'),
    p('From 15 November to 24 December the warehouse and the support team work at full strength; in that time each of these teams approves leave for at most two people at once.'),
    h2('Carrying over leave'),
    p('Leave that you did not take can be carried over to the following year up to the number of days in the table above. Days that were carried over lapse on 31 March. Leave that could not be taken because of illness or parental leave does not lapse.'),
    h2('Leaving the company'),
    p('Leave that is left when you leave the company is taken before the last day or paid out. If you have taken more than you were entitled to, the difference is taken from your last salary.'),
    h1('Sick leave'),
    p('Call or write to your manager before 9:00 on the first day of illness. A medical certificate is needed from the fourth calendar day. You receive your full salary for 13 weeks of illness in any 12 months, and 60 % for another 13 weeks.'),
    p('If you fall ill during annual leave and have a certificate, the days are given back to you.'),
    h2('A child that is ill'),
    p('Parents have 10 days of paid leave per year to look after an ill child under 12 years. Single parents have 15 days.'),
    h1('Parental leave'),
    p('The parent who gives birth has 26 weeks of leave at full salary, and may take another 26 weeks without salary. The other parent has 8 weeks at full salary, taken within 12 months of the birth in at most three parts. The same holds for adoption.'),
    p('Tell the people team at least 15 weeks before the expected date. On your return you may work 80 % for up to six months at 90 % of your salary.'),
    h1('Other leave'),
    item('Own wedding or civil partnership: 2 days.'),
    item('Moving house: 1 day per year.'),
    item('Death of a partner, parent or child: 10 days; of another close relative: 3 days.'),
    item('Jury service: as long as it lasts.'),
    item('Volunteering: 3 days per year, in agreement with your team.'),
    item('Study leave: 5 days per year for examinations of a course that the company supports.'),
    h2('Unpaid leave and sabbaticals'),
    p('After two years you may take up to 4 weeks of unpaid leave per year. After five years you may take a sabbatical of 3 to 6 months, which you ask for 6 months in advance. Your position is kept for you.'),
    h1('Contractors'),
    p('Contractors have no paid leave from Harbour & Pine. They tell their contact of absences of more than 2 days at least 10 working days before, so that the work can be planned.'),
    h1('Questions and disagreements'),
    p('Turn to your manager first, then to the people team. If a request was refused and you do not agree, the head of people, Amara Diallo, decides within 10 working days.'),
  ];
  return Packer.toBuffer(new Document({ creator: 'Harbour & Pine', title: 'Leave policy', sections: [{ children }] }));
}
