import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAcronyms } from './find-acronyms';

describe('findAcronyms', () => {
  it.each([
    ['Each employee gets paid time off (PTO) per year.', [['PTO', 'paid time off']]],
    ['PTO (paid time off) is planned.', [['PTO', 'paid time off']]],
    ['Use Infrastructure as a Service (IaaS).', [['IaaS', 'Infrastructure as a Service']]],
    ['The General Data Protection Regulation (GDPR, 2016) applies.', [['GDPR', 'General Data Protection Regulation']]],
    ['Personal protective equipment (PPE) and a service-level agreement (SLA).', [['PPE', 'Personal protective equipment'], ['SLA', 'service-level agreement']]],
    ['virtual private cloud (VPC) and again virtual private cloud (VPC)', [['VPC', 'virtual private cloud']]],
    ['It ended. Research and development (R&D) began.', [['R&D', 'Research and development']]],
    ['Kraftfahrzeug-Haftpflicht-Versicherung (KHV)', [['KHV', 'Kraftfahrzeug-Haftpflicht-Versicherung']]],
  ])('finds what is spelled out: %s', (text, expected) => {
    expect(findAcronyms(text).map(({ short, long }) => [short, long])).toEqual(expected);
  });

  it.each([
    'in the evening (see below)', 'the form (PDF)', 'in Berlin (NYC)', 'He said it (UN) twice', 'numbers (42)', 'a note (N)', 'PTO (see the handbook)', 'Payment (PAYMENT)',
    'It was cheap. The offer (TO) came late', '()', '(((((PTO)))))', '',
  ])('finds nothing where nothing is spelled out: %s', (text) => {
    expect(findAcronyms(text)).toEqual([]);
  });

  it('finds in any text only what stands there', () => {
    const piece = fc.constantFrom('paid', 'time', 'off', '(PTO)', 'PTO', '(paid time off)', '(', ')', '.', ' ', ' ', 'P', '🎉', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join(' ');
        for (const { short, long } of findAcronyms(text)) {
          expect(text).toContain(short);
          expect(text).toContain(long);
        }
      }),
    );
  });

  it.each(['(', '(A', '(AB)', 'a (AB) ', 'paid time off (PTO) ', 'A(', ') '])('takes 500,000 characters of %j in linear time', (unit) => {
    expect(findAcronyms(unit.repeat(500_000 / unit.length)).length).toBeLessThanOrEqual(2);
  });
});
