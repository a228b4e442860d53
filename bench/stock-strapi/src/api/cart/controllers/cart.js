module.exports = ({ strapi }) => {
  const carts = () => strapi.documents('api::cart.cart');
  const items = () => strapi.documents('api::cart-item.cart-item');
  const products = () => strapi.documents('api::product.product');

  const cartOf = (ctx) =>
    carts().findOne({
      documentId: ctx.get('X-Cart-Token'),
      populate: { items: { populate: ['product'] } },
    });

  async function answer(ctx, status, documentId) {
    const cart = await carts().findOne({
      documentId,
      populate: { items: { populate: ['product'] } },
    });
    ctx.set('X-Cart-Token', documentId);
    ctx.status = status;
    ctx.body = {
      data: {
        email: cart.email,
        address: cart.address,
        items: cart.items.map((item) => ({
          id: item.documentId,
          sku: item.product.sku,
          quantity: item.quantity,
          total: item.quantity * item.product.price,
        })),
        total: cart.items.reduce((sum, item) => sum + item.quantity * item.product.price, 0),
      },
    };
  }

  return {
    async read(ctx) {
      await answer(ctx, 200, ctx.get('X-Cart-Token'));
    },

    async add(ctx) {
      const { sku, quantity } = ctx.request.body;
      const [product] = await products().findMany({ filters: { sku }, limit: 1 });
      const cart = ctx.get('X-Cart-Token') ? await cartOf(ctx) : await carts().create({ data: {} });
      const item = cart.items?.find((candidate) => candidate.product.sku === sku);
      const wanted = quantity + (item?.quantity ?? 0);
      if (product.stock < wanted) return ctx.conflict('There is not enough of it');
      if (item) {
        await items().update({ documentId: item.documentId, data: { quantity: wanted } });
      } else {
        await items().create({
          data: { quantity, product: product.documentId, cart: cart.documentId },
        });
      }
      await answer(ctx, 201, cart.documentId);
    },

    async change(ctx) {
      const { quantity } = ctx.request.body;
      const item = await items().findOne({ documentId: ctx.params.id, populate: ['product'] });
      if (item.product.stock < quantity) return ctx.conflict('There is not enough of it');
      await items().update({ documentId: item.documentId, data: { quantity } });
      await answer(ctx, 200, ctx.get('X-Cart-Token'));
    },

    async remove(ctx) {
      await items().delete({ documentId: ctx.params.id });
      await answer(ctx, 200, ctx.get('X-Cart-Token'));
    },

    async describe(ctx) {
      const { email, shippingAddress } = ctx.request.body;
      const documentId = ctx.get('X-Cart-Token');
      await carts().update({ documentId, data: { email, address: shippingAddress } });
      await answer(ctx, 200, documentId);
    },
  };
};
