/** Stands above what the speaker of a slide has noted: those words are not on the slide itself. */
export const notesHeading = 'Speaker notes';
