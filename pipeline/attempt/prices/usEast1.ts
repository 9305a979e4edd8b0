/**
 * AWS's list prices on demand in us-east-1, USD. Copied from the services' pricing pages as they stood on the date
 * below; other regions differ by some per cent, and an account's discounts are not in it.
 */
export const prices = {
  region: 'us-east-1',
  asOf: '2026-11',
  lambda: {
    perGbSecond: { x86_64: 0.000_016_666_7, arm64: 0.000_013_333_4 },
    perRequest: 0.000_000_2,
    scratchPerGbSecond: 0.000_000_030_9,
    /** Scratch that costs nothing, MB. */
    freeScratchMb: 512,
  },
  mediaConvert: {
    /** Basic tier, AVC, up to 30 frames a second, by output minute. */
    perMinute: { sd: 0.0075, hd: 0.015, uhd: 0.03 },
    /** Above 30 and up to 60 frames a second. */
    fastFactor: 2,
    fastAboveFps: 30,
    /** Lines (on the short side) from which on an output is HD, and above which it is UHD. */
    hdFromLines: 720,
    uhdAboveLines: 1080,
    leastSeconds: 10,
    /** Minutes are billed in hundredths. */
    stepSeconds: 0.6,
  },
} as const;
