import { useEffect, useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import type { MoneyRules } from './amount';

let loading: Promise<MoneyRules> | undefined;

/** The currencies' rules, asked for once a page; undefined until they are here. */
export function useMoneyRules(): MoneyRules | undefined {
  const { get } = useFetchClient();
  const [rules, setRules] = useState<MoneyRules>();
  useEffect(() => {
    let shown = true;
    loading ??= get<{ data: MoneyRules }>('/pricing/money').then(({ data }) => data.data);
    loading.then(
      (loaded) => {
        if (shown) setRules(loaded);
      },
      () => {
        // The next field to be shown asks again.
        loading = undefined;
      },
    );
    return () => {
      shown = false;
    };
  }, [get]);
  return rules;
}
