/** In what steps a job's progress is told on the status topic where nobody says, percent. */
export const USUAL_PROGRESS_NEWS_PERCENT = 25;
