import { expect, it } from 'vitest';
import { deliveryLines } from '../../../../cli/commands/webhook/log/deliveryLines.ts';
import type { Delivery } from '../../../../contract/webhooks/delivery.ts';

const DELIVERY: Delivery = {
  ...{ webhook: 'wh_0123456789abcdef', id: 'msg_1', sequence: 664, round: 1, state: 'delivered' },
  ...{ type: 'fanreel.status', createdAt: new Date().toISOString() },
  about: { state: 'complete', rendition: 'thumbnails', key: 'r3.mp4' },
  tries: [{ at: '2026-11-26T19:32:42.102Z', ms: 2, status: 204 }],
};

it('deliveries of one webhook say what was told and when it was tried, unshortened in a narrow terminal', () => {
  const text = deliveryLines([DELIVERY], { withTries: true, ofOne: true }).join('\n');
  expect(text).toContain('complete thumbnails r3.mp4');
  expect(text).toContain('2026-11-26T19:32:42.102Z');
  expect(text).not.toContain(DELIVERY.webhook);
});

it('deliveries of several say whose they are', () => {
  expect(deliveryLines([DELIVERY], { withTries: false, ofOne: false }).join('\n')).toContain(
    DELIVERY.webhook,
  );
});
