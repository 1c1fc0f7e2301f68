/** Brings the mark that begins at `start` (or the first one inside it) into view; false when it is not drawn yet. */
export function showMark(scroller: HTMLElement, start: number, focus: boolean): boolean {
  const marks = [...scroller.querySelectorAll<HTMLElement>('[data-mark]')];
  const mark = marks.find((each) => Number(each.dataset.start) >= start);
  if (!mark) return false;
  const box = mark.getBoundingClientRect();
  const view = scroller.getBoundingClientRect();
  // A third from the top: the words before a quote matter more than those after it.
  scroller.scrollTop += box.top - view.top - view.height / 3;
  if (focus) mark.focus({ preventScroll: true });
  return true;
}
