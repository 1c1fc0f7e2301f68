// What mammoth passes over without a word, brought into a form that it reads: the XML of a part goes in and comes out.
import { ommlText } from './omml-text';

const attributes = String.raw`(?:[^>"]|"[^"]*")*`;
const wrappers = new RegExp(String.raw`<\/?w:(?:fldSimple|bdo|dir)(?=[\s/>])${attributes}>`, 'g');
const formula = new RegExp(String.raw`<m:oMath(?=[\s>])${attributes}>[\s\S]*?<\/m:oMath>`, 'g');
const formulaLine = new RegExp(String.raw`<m:oMathParaPr(?=[\s>])${attributes}>[\s\S]*?<\/m:oMathParaPr>|<\/?m:oMathPara(?:Pr)?(?=[\s/>])${attributes}>`, 'g');
/** Boxes inside of boxes are read as deep as this. */
const maxDepth = 4;

/** Simple fields, stretches of a set direction, formulas, text boxes of which only the newer form is there, and words that have their reading above them. */
export function readable(xml: string): string {
  return withoutRuby(withTextBoxes(withFormulas(xml.replace(wrappers, ''))));
}

function withFormulas(xml: string): string {
  if (!xml.includes('<m:oMath')) return xml;
  return xml.replace(formulaLine, '').replace(formula, (found) => `<w:r><w:t xml:space="preserve">${escaped(ommlText(found))}</w:t></w:r>`);
}

/** Of a text box in two forms mammoth reads the older one, which some programs leave out or replace by a picture. */
function withTextBoxes(xml: string, depth = 0): string {
  if (depth > maxDepth || !xml.includes('<mc:AlternateContent')) return xml;
  return replaceElements(xml, 'mc:AlternateContent', (content) => {
    const older = elementsIn(content, 'mc:Fallback').join('');
    const boxes = elementsIn(elementsIn(content, 'mc:Choice')[0] ?? '', 'w:txbxContent');
    if (boxes.length === 0 || older.includes('<w:txbxContent')) return content;
    return `<w:pict>${boxes.map((box) => withTextBoxes(box, depth + 1)).join('')}</w:pict>`;
  });
}

/** mammoth passes over words that have their reading written above them (furigana): the words stay, the reading goes. */
function withoutRuby(xml: string): string {
  return xml.replace(/<w:ruby>(?:(?!<\/w:ruby>)[\s\S])*<\/w:ruby>/g, (ruby) => (/<w:rubyBase>([\s\S]*)<\/w:rubyBase>/.exec(ruby)?.[1]?.match(/<w:t(?: [^>]*)?>[^<]*<\/w:t>/g) ?? []).join(''));
}

function elementsIn(xml: string, name: string): string[] {
  const found: string[] = [];
  replaceElements(xml, name, (content) => {
    found.push(content);
    return content;
  });
  return found;
}

/** Replaces the outermost elements of a name, marks included. */
function replaceElements(xml: string, name: string, replace: (content: string) => string): string {
  const tags = new RegExp(String.raw`<(\/?)${name}(?=[\s/>])(${attributes})>`, 'g');
  let result = '';
  let [at, start, depth] = [0, 0, 0];
  for (const match of xml.matchAll(tags)) {
    if (match[2]?.endsWith('/')) continue;
    if (!match[1]) {
      if (depth === 0) start = match.index;
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      const end = match.index + match[0].length;
      result += xml.slice(at, start) + replace(xml.slice(start, end));
      at = end;
    }
  }
  return result + xml.slice(at);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
