export const outdoor = { background: '#fff', pictures: {} };
