/** What the panel's pages of other plugins may use. */
export { exponentOf, money, toDecimal, toMinor, type MoneyRules } from './amount';
export { useMoneyRules } from './use-money-rules';
