/** An order as most tutorials place one: read the stock, compare, write back the difference. */
module.exports = ({ strapi }) => ({
  async place(ctx) {
    const cart = await strapi.documents('api::cart.cart').findOne({
      documentId: ctx.get('X-Cart-Token'),
      populate: { items: { populate: ['product'] } },
    });
    for (const { product, quantity } of cart.items) {
      if (product.stock < quantity) return ctx.conflict('There is not enough of it');
    }
    for (const { product, quantity } of cart.items) {
      await strapi.documents('api::product.product').update({
        documentId: product.documentId,
        data: { stock: product.stock - quantity },
      });
    }
    const total = cart.items.reduce((sum, item) => sum + item.quantity * item.product.price, 0);
    const order = await strapi.documents('api::order.order').create({
      data: { email: cart.email, address: cart.address, total },
    });
    for (const { product, quantity } of cart.items) {
      await strapi.documents('api::order-line.order-line').create({
        data: {
          sku: product.sku,
          quantity,
          price: product.price,
          product: product.documentId,
          order: order.documentId,
        },
      });
    }
    await strapi.documents('api::cart.cart').delete({ documentId: cart.documentId });
    ctx.status = 201;
    ctx.body = { data: order };
  },
});
