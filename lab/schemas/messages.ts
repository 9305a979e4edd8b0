import type { z } from 'zod';
import { CLIP_MANIFEST, clipManifestSchema } from '../../contract/clips/clipManifest.ts';
import { IMAGES, imageManifestSchema } from '../../contract/imageManifest.ts';
import { incompleteSchema } from '../../contract/incompleteSchema.ts';
import { droppedSchema, heldSchema } from '../../contract/ledger/notRun.ts';
import { CLIP, clipRequestSchema } from '../../contract/messages/clip.ts';
import { CLIP_RESULT, clipResultSchema } from '../../contract/messages/clipResult.ts';
import { RECONCILE, reconcileSchema } from '../../contract/messages/reconcile.ts';
import { REQUEST, requestSchema } from '../../contract/messages/request.ts';
import { SOURCE, sourceEventSchema } from '../../contract/messages/source.ts';
import { STATUS, statusSchema } from '../../contract/messages/status.ts';
import { costSchema, failureSchema, outputSchema, timingsSchema } from '../../contract/messages/told.ts';
import { WEBHOOK, webhookPayloadSchema } from '../../contract/webhooks/payload.ts';
import {
  toldWishesSchema,
  WISH,
  wishesSchema,
  wishFailureSchema,
  wishSchema,
} from '../../contract/wishes/wishes.ts';

/** A message that goes into a stack or comes out of it. */
export interface Message {
  /** As it tells itself, and its version. */
  name: string;
  /** Of its type. */
  title: string;
  says: string;
  schema: z.ZodType;
}

export const MESSAGES: Message[] = [
  {
    name: STATUS,
    title: 'Status',
    says: 'What is told of a job, on the status topic and to all who hear of that.',
    schema: statusSchema,
  },
  {
    name: SOURCE,
    title: 'SourceEvent',
    says: 'What is told of a source once all of its renditions have ended, in the same places.',
    schema: sourceEventSchema,
  },
  {
    name: WEBHOOK,
    title: 'WebhookPayload',
    says: "The body of a webhook's request, after the Standard Webhooks specification.",
    schema: webhookPayloadSchema,
  },
  {
    name: REQUEST,
    title: 'Request',
    says: 'Asks the uploads topic for a source.',
    schema: requestSchema,
  },
  {
    name: CLIP,
    title: 'ClipRequest',
    says: 'Asks the uploads topic for a clip.',
    schema: clipRequestSchema,
  },
  {
    name: WISH,
    title: 'Wish',
    says: 'What should become of an upload: a file beside it, of its name and `.json`.',
    schema: wishSchema,
  },
  {
    name: RECONCILE,
    title: 'ReconcileRequest',
    says: 'Asks the reconcile queue for a look at what is overdue.',
    schema: reconcileSchema,
  },
  {
    name: IMAGES,
    title: 'ImageManifest',
    says: "The list of a source's images, an object beside them.",
    schema: imageManifestSchema,
  },
  {
    name: CLIP_MANIFEST,
    title: 'ClipManifest',
    says: 'All that a clip came to, an object beside its files.',
    schema: clipManifestSchema,
  },
  {
    name: CLIP_RESULT,
    title: 'ClipResult',
    says: 'What is told of a clip: the body of a call-back, and a part of its status.',
    schema: clipResultSchema,
  },
];

/** What several of them have in common, by the names of its types. */
export const PARTS: Record<string, z.ZodType> = {
  Output: outputSchema,
  Failure: failureSchema,
  Timings: timingsSchema,
  Cost: costSchema,
  Dropped: droppedSchema,
  Held: heldSchema,
  Incomplete: incompleteSchema,
  Wishes: wishesSchema,
  ToldWishes: toldWishesSchema,
  WishFailure: wishFailureSchema,
};
