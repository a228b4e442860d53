import stockMovement from './stock-movement/schema.json';

export default { 'stock-movement': { schema: stockMovement } };
