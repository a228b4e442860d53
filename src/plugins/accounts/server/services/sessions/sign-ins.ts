import type { Core } from '@strapi/strapi';

/** A customer has signed in who brought the token of a guest's cart along. */
export interface SignIn {
  userId: number;
  /** Id of the cart that the token opens. */
  cartId: string;
}

type Listener = (signIn: SignIn) => Promise<void>;

export interface SignIns {
  listen(listener: Listener): void;
  tell(signIn: SignIn): Promise<void>;
}

/** Who wants to know of sign-ins in this process. What fails there never fails the sign-in. */
export function createSignIns({ strapi }: { strapi: Core.Strapi }): SignIns {
  const listeners: Listener[] = [];
  return {
    listen: (listener) => void listeners.push(listener),
    async tell(signIn) {
      for (const listener of listeners) {
        await listener(signIn).catch((error: unknown) =>
          strapi.log.error(`accounts: after a sign-in: ${String(error)}`),
        );
      }
    },
  };
}

/** Who is told of sign-ins in this process. */
export function signInsOf(strapi: Core.Strapi): SignIns {
  return strapi.plugin('accounts').service('sign-ins') as SignIns;
}

/**
 * Has a floor above told of sign-ins that bring a guest's cart, before the sign-in is answered. Call
 * it in the plugin's `register`.
 */
export function onSignIn(strapi: Core.Strapi, listener: Listener): void {
  signInsOf(strapi).listen(listener);
}
