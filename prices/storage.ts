import { roundedUsd } from './cost.ts';
import { PRICES } from './priceList.ts';

/** S3's gigabyte, for storage and transfer alike. */
const GB = 2 ** 30;

/** What so many bytes in S3 cost a month, USD at list prices. */
export function storageUsdAMonth(bytes: number): number {
  return roundedUsd((bytes / GB) * PRICES.s3.perGbMonth);
}

/** What it costs to bring so many bytes out of AWS once, USD at list prices. */
export function transferUsd(bytes: number): number {
  return roundedUsd((bytes / GB) * PRICES.s3.perGbOut);
}
