/** Puts text on the clipboard; false when the browser does not let us. Works over plain HTTP too, where `navigator.clipboard` is missing. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const holder = document.createElement('textarea');
    holder.value = text;
    holder.style.position = 'fixed';
    holder.style.opacity = '0';
    document.body.append(holder);
    const before = document.activeElement;
    holder.select();
    const done = document.execCommand('copy');
    holder.remove();
    if (before instanceof HTMLElement) before.focus();
    return done;
  }
}
