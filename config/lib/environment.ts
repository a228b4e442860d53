import { readSettings } from './settings';

/** The settings of this process. Whoever starts it wrongly hears so here, and it does not go on. */
export const settings = readSettings(process.env);
