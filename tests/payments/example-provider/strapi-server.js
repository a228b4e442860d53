/** Strapi loads JavaScript alone; in the house this is compiled. */
module.exports = require('./server').default;
