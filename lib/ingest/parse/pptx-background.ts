// What words on a slide stand on, as far as a file says it plainly: for finding words in the colour of their background.
import { colourOf, type Look } from './hidden-look';
import { allElements, element, elements, readXmlTree, relationshipsOf, type XmlElement } from './read-xml';

type Background = NonNullable<Look['background']>;

/** The colours that a theme's light and dark ones stand for. */
type Theme = Map<string, number>;

export class SlideBackgrounds {
  private readonly trees = new Map<string, XmlElement | undefined>();

  constructor(private readonly parts: ReadonlyMap<string, Buffer>) {}

  /** What a slide's words stand on; 'unknown' when pictures or filled shapes may lie beneath them. */
  of(path: string, slide: XmlElement): { background: Background; theme: Theme } {
    const layout = this.related(path, 'slideLayout');
    const master = layout && this.related(layout, 'slideMaster');
    const theme = themeColours(this.tree(master && this.related(master, 'theme')));
    const layers = [slide, this.tree(layout), this.tree(master)].flatMap((layer) => (layer ? [layer] : []));
    if (layers.some(hasFilledShape)) return { background: 'unknown', theme };
    const own = layers.map((layer) => element(layer, 'cSld', 'bg')).find((background) => background !== undefined);
    return { background: own ? (fillColour(own, theme) ?? 'unknown') : (theme.get('bg1') ?? 0xffffff), theme };
  }

  private related(path: string, kind: string): string | undefined {
    return relationshipsOf(this.parts, path).find((one) => !one.isExternal && one.kind === kind)?.target;
  }

  private tree(path: string | undefined): XmlElement | undefined {
    if (path === undefined) return undefined;
    if (!this.trees.has(path)) {
      const bytes = this.parts.get(path);
      this.trees.set(path, bytes && elements(readXmlTree(bytes))[0]);
    }
    return this.trees.get(path);
  }
}

/** The plain colour that an element is filled with; undefined for none, for pictures and for gradients. */
export function fillColour(parent: XmlElement | undefined, theme: Theme): number | undefined {
  const fill = parent && (parent.name === 'solidFill' ? parent : (element(parent, 'solidFill') ?? element(parent, 'bgPr', 'solidFill') ?? element(parent, 'bgRef')));
  const rgb = element(fill, 'srgbClr');
  const named = element(fill, 'schemeClr');
  // A colour that is changed (lighter, more transparent) is another one.
  if (rgb) return rgb.children.length === 0 ? colourOf(rgb.attributes.val) : undefined;
  return named && elements(named).length === 0 ? theme.get(named.attributes.val ?? '') : undefined;
}

function hasFilledShape(layer: XmlElement): boolean {
  const tree = element(layer, 'cSld', 'spTree');
  return ['pic', 'graphicFrame'].some((name) => allElements(tree, name).length > 0) || allElements(tree, 'sp').some((shape) => isFilled(shape));
}

/** Whether a shape has a colour, a picture or the style of its theme under its words. */
export function isFilled(shape: XmlElement): boolean {
  const filled = elements(element(shape, 'spPr')).some((child) => /^(solid|grad|blip|patt|grp)Fill$/.test(child.name));
  const unfilled = element(shape, 'spPr', 'noFill') !== undefined;
  const styled = element(shape, 'style', 'fillRef')?.attributes.idx;
  return filled || (!unfilled && styled !== undefined && styled !== '0');
}

function themeColours(theme: XmlElement | undefined): Theme {
  const colours: Theme = new Map();
  const scheme = element(theme, 'themeElements', 'clrScheme');
  for (const [name, aliases] of [['lt1', ['lt1', 'bg1']], ['dk1', ['dk1', 'tx1']], ['lt2', ['lt2', 'bg2']], ['dk2', ['dk2', 'tx2']]] as const) {
    const colour = elements(element(scheme, name))[0]?.attributes;
    const value = colourOf(colour?.lastClr ?? colour?.val);
    if (value !== undefined) for (const alias of aliases) colours.set(alias, value);
  }
  return colours;
}
