export const home = { background: '#fff', pictures: {} };
