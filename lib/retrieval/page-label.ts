// Client-safe.

/** Where in a document something stands. */
export type PagePlace = {
  /** 1-based. */
  page?: number;
  /** The page is a slide. */
  slide?: boolean;
};

/** "p. 4", "slide 3"; undefined where there are no pages. */
export function pageLabel({ page, slide }: PagePlace): string | undefined {
  return page === undefined ? undefined : slide ? `slide ${page}` : `p. ${page}`;
}
