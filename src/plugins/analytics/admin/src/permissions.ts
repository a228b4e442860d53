/** One of these opens the page. The server checks them too. */
export const MAY_READ = [
  { action: 'plugin::analytics.figures.read', subject: null },
  { action: 'plugin::analytics.figures.read.own-stores', subject: null },
];
