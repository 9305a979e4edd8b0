import { describe, expect, it } from 'vitest';
import type { Told } from '../../../contract/messages/event.ts';
import { SOURCE, type SourceEvent } from '../../../contract/messages/source.ts';
import { deliveryIdOf } from '../../../contract/webhooks/delivery.ts';
import { readDeliveryRequest, writeDeliveryRequest } from '../../../contract/webhooks/deliveryRequest.ts';
import {
  hearsOf,
  isCalled,
  readWebhook,
  type Webhook,
  writeWebhook,
} from '../../../contract/webhooks/webhook.ts';
import { statusTold } from '../../pipeline/webhooks/told.ts';

const at = '2026-11-26T18:00:00.000Z';
const WEBHOOK: Webhook = { id: 'wh_1', url: 'https://hooks.example.com/x', createdAt: at, secretAt: at };
const { told: status } = statusTold();
const source: SourceEvent = {
  ...{ schema: SOURCE, id: 'evt-2', at, state: 'partly', revision: 1, renditions: [] },
  source: { bucket: 'input', key: 'a/clip.mp4', version: 'v1' },
};

describe('a webhook', () => {
  it.each<[string, Partial<Webhook>, Told, boolean]>([
    ['everything, where it asks for nothing less', {}, status, true],
    ['sources as well', {}, source, true],
    ['events of its states', { states: ['complete'] }, status, true],
    ['no other states', { states: ['complete'] }, source, false],
    ['its renditions', { renditions: ['720p'] }, status, true],
    ['no other renditions', { renditions: ['1080p'] }, status, false],
    ['sources, whatever its renditions are', { renditions: ['1080p'] }, source, true],
    ['keys with its prefix', { prefix: 'a/' }, status, true],
    ['no other keys', { prefix: 'b/' }, source, false],
    ['its kind of event', { events: ['source'] }, source, true],
    ['no other kind', { events: ['source'] }, status, false],
    ['nothing that does not name it, where it asks for that', { namedOnly: true }, status, false],
    ['nothing where it is disabled', { disabled: { at, why: 'It answered 410.' } }, status, false],
  ])('hears of %s', (_, more, told, hears) => {
    expect(hearsOf({ ...WEBHOOK, ...more }, told)).toBe(hears);
  });

  it('hears of all that names it in its wishes, whatever else it hears of, unless it is disabled', () => {
    const named = { ...status, wishes: { webhook: WEBHOOK.id } };
    const picky = { ...WEBHOOK, states: ['failed'], prefix: 'b/', namedOnly: true };
    expect(hearsOf(picky, named)).toBe(true);
    expect(hearsOf({ ...picky, disabled: { at, why: 'x' } }, named)).toBe(false);
  });

  it('is called by its id, or its URL however that is written', () => {
    const names = ['wh_1', 'https://hooks.example.com/x', 'HTTPS://hooks.EXAMPLE.com:443/x'];
    expect(names.map(name => isCalled(WEBHOOK, name))).toEqual([true, true, true]);
    expect(['wh_2', 'https://hooks.example.com/', ''].map(name => isCalled(WEBHOOK, name))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is read as it is written', () => {
    const webhook = { ...WEBHOOK, states: ['complete'], namedOnly: true };
    expect(readWebhook(writeWebhook(webhook))).toEqual(webhook);
  });
});

describe('a delivery', () => {
  it('has the same id for the same event of the same webhook, and another for each other', () => {
    expect(deliveryIdOf('wh_1', 'evt-1')).toBe(deliveryIdOf('wh_1', 'evt-1'));
    const ids = [deliveryIdOf('wh_1', 'evt-1'), deliveryIdOf('wh_2', 'evt-1'), deliveryIdOf('wh_1', 'evt-2')];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^msg_[0-9a-f]{32}$/);
  });

  it('is asked for by a message that is read as it is written, and by no other', () => {
    const request = { webhook: 'wh_1', delivery: 'msg_1', round: 2 };
    expect(readDeliveryRequest(writeDeliveryRequest(request))).toMatchObject(request);
    for (const body of ['', '{}', '{"schema":"fanreel.delivery/2"}']) {
      expect(readDeliveryRequest(body)).toBeNull();
    }
  });
});
