/** An amount of money as Russian shops write it: «12 990 ₽», «349,90 ₽». The spaces do not break. */
export function formatMoney({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return amount.toLocaleString('ru-RU', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
